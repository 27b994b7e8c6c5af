import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RobloxAccount } from '../roblox/state/account.ts';
import type { RobloxGroup } from '../roblox/state/group.ts';
import { RobloxStage } from './roblox-stage.ts';

let stage: RobloxStage;
const key = { 'x-api-key': 'the-key' };
beforeAll(async () => {
  stage = await RobloxStage.start();
  stage.roblox.createApiKey('the-key');
});
afterAll(() => stage.roblox.stop());
afterEach(() => stage.roblox.world.reset());

function town(): { group: RobloxGroup; ada: RobloxAccount; bob: RobloxAccount } {
  const [ada, bob] = [stage.roblox.account('Ada_1'), stage.roblox.account('Bob_1')];
  const group = stage.roblox.group('Pad Crew', { owner: ada!, roles: { Trainee: 10, Officer: 100 } });
  return { group, ada: ada!, bob: bob! };
}
const legacyError = (code: number, message: string) => ({
  errors: [{ code, message, userFacingMessage: 'Something went wrong' }],
});

describe('the old host', () => {
  test('tells the groups of a user, each with the highest role alone', async () => {
    const { group, ada, bob } = town();
    group.join(bob, 'Trainee');
    group.join(bob, 'Officer');
    stage.roblox.group('Other').join(bob);
    const { body } = await stage.get(`/groups/v2/users/${bob.id}/groups/roles`);
    expect(body.data).toMatchObject([
      { group: { id: group.id, name: 'Pad Crew', memberCount: 2 }, role: { name: 'Officer', rank: 100 } },
      { group: { name: 'Other' }, role: { name: 'Member', rank: 1 } },
    ]);
    const owned = await stage.get(`/groups/v2/users/${ada.id}/groups/roles`);
    expect(owned.body.data).toMatchObject([{ role: { name: 'Owner', rank: 255 } }]);
    group.leave(bob);
    group.locked = true;
    expect((await stage.get(`/groups/v2/users/${ada.id}/groups/roles`)).body).toEqual({ data: [] });
    const locked = await stage.get(`/groups/v2/users/${ada.id}/groups/roles?includeLocked=true`);
    expect(locked.body.data).toHaveLength(1);
  });

  test('tells the roles of a group, the guests among them', async () => {
    const { group, bob } = town();
    group.join(bob, 'Trainee');
    const { body } = await stage.get(`/groups/v1/groups/${group.id}/roles`);
    expect(body.groupId).toBe(group.id);
    expect(
      body.roles.map(({ name, rank, memberCount, isBase }: Record<string, unknown>) => [
        name,
        rank,
        memberCount,
        isBase,
      ]),
    ).toEqual([
      ['Guest', 0, 0, false],
      ['Member', 1, 0, true],
      ['Trainee', 10, 1, false],
      ['Officer', 100, 0, false],
      ['Owner', 255, 1, false],
    ]);
  });

  test('tells of a group', async () => {
    const { group, ada } = town();
    const { body } = await stage.get(`/groups/v1/groups/${group.id}`);
    expect(body).toMatchObject({
      name: 'Pad Crew',
      owner: { userId: ada.id, username: 'Ada_1' },
      memberCount: 1,
    });
    const { id } = stage.roblox.group('Nobody owns it');
    expect((await stage.get(`/groups/v1/groups/${id}`)).body.owner).toBeNull();
  });

  test.each([
    ['/groups/v2/users/1/groups/roles', 3, 'The user is invalid or does not exist.'],
    ['/groups/v1/groups/1/roles', 1, 'The group is invalid or does not exist.'],
    ['/groups/v1/groups/1', 1, 'Group is invalid or does not exist.'],
  ])('%s of what is not there is 400 with code %d', async (path, code, message) => {
    expect(await stage.get(path)).toMatchObject({ status: 400, body: legacyError(code, message) });
  });
});

describe('a member', () => {
  test('has the base role until another is given, and again when the last is taken', () => {
    const { group, bob } = town();
    const names = () => group.membership(bob)?.roles.map(({ name }) => name);
    group.join(bob);
    expect(names()).toEqual(['Member']);
    group.join(bob, 'Trainee');
    group.join(bob, group.role('Officer'));
    expect(names()).toEqual(['Officer', 'Trainee']);
    group.unassign(bob, 'Officer');
    group.unassign(bob, 'Trainee');
    expect(names()).toEqual(['Member']);
    group.leave(bob);
    expect(names()).toBeUndefined();
  });

  test('is given no role that is not there, and ranks are from 1 to 254', () => {
    const { group, bob } = town();
    expect(() => group.join(bob, 'Captain')).toThrow(
      "No role 'Captain' in Pad Crew. There is: Guest, Member",
    );
    expect(() => group.join(bob, 'Guest')).toThrow('nobody is given the role Guest');
    expect(() => group.role('Captain', 255)).toThrow('1 to 254');
    expect(() => group.role('Officer', 99)).toThrow('has the rank 100');
    expect(group.role('Captain', 200)).toBe(group.role('Captain'));
  });
});

describe('Open Cloud', () => {
  const memberships = (group: number | '-', query: Record<string, string> = {}) =>
    stage.get(`/apis/cloud/v2/groups/${group}/memberships?${new URLSearchParams(query)}`, key);
  const users = ({ body }: { body: { groupMemberships: { user: string }[] } }) =>
    body.groupMemberships.map(({ user }) => user);

  test('tells all roles of a member', async () => {
    const { group, bob } = town();
    group.join(bob, 'Trainee');
    stage.clock.advance(1000);
    group.join(bob, 'Officer');
    const path = ({ id }: { id: number }) => `groups/${group.id}/roles/${id}`;
    const [officer, trainee] = [path(group.role('Officer')), path(group.role('Trainee'))];
    const { body } = await memberships('-', { filter: `user in ['users/${bob.id}']` });
    expect(body).toMatchObject({
      groupMemberships: [{ user: `users/${bob.id}`, role: officer, roles: [officer, trainee] }],
      nextPageToken: '',
    });
    const [{ createTime, updateTime }] = body.groupMemberships;
    expect(Date.parse(updateTime) - Date.parse(createTime)).toBe(1000);
  });

  test('filters by users and by role, and knows no other way', async () => {
    const { group, ada, bob } = town();
    group.join(bob, 'Trainee');
    stage.roblox.group('Other').join(bob);
    const both = await memberships('-', { filter: `user in ['users/${ada.id}', 'users/${bob.id}']` });
    expect(users(both)).toEqual([`users/${ada.id}`, `users/${bob.id}`, `users/${bob.id}`]);
    expect(users(await memberships(group.id, { filter: `user == 'users/${bob.id}'` }))).toEqual([
      `users/${bob.id}`,
    ]);
    const role = `groups/${group.id}/roles/${group.role('Trainee').id}`;
    expect(users(await memberships(group.id, { filter: `role == '${role}'` }))).toEqual([`users/${bob.id}`]);
    const fifty = Array.from({ length: 51 }, (_, index) => `'users/${index + 1}'`).join(', ');
    for (const [at, filter] of [
      ['-', ''],
      ['-', `user == 'users/${bob.id}'`],
      ['-', `user in [${fifty}]`],
      [group.id, `name == 'x'`],
      [group.id, `user == 'bob'`],
    ] as const)
      expect(await memberships(at, { filter }), filter).toMatchObject({
        status: 400,
        body: { code: 'INVALID_ARGUMENT', message: expect.any(String) },
      });
  });

  test('pages memberships and roles; a token belongs to its query', async () => {
    const { group } = town();
    for (let index = 0; index < 24; index += 1) {
      group.join(stage.roblox.account(`Person${index}`));
      group.role(`Role ${index}`, 20);
    }
    const first = await memberships(group.id);
    expect(users(first)).toHaveLength(10);
    const pageToken = first.body.nextPageToken;
    expect(users(await memberships(group.id, { pageToken, maxPageSize: '100' }))).toHaveLength(15);
    const filter = `role == 'groups/${group.id}/roles/${group.role('Member').id}'`;
    expect(users(await memberships(group.id, { filter, maxPageSize: '100' }))).toHaveLength(24);
    expect(await memberships(group.id, { pageToken, filter })).toMatchObject({ status: 400 });
    expect(await memberships(group.id, { pageToken: 'x' })).toMatchObject({ status: 400 });
    expect(await memberships(group.id, { maxPageSize: '-1' })).toMatchObject({ status: 400 });
    const roles = await stage.get(`/apis/cloud/v2/groups/${group.id}/roles?maxPageSize=100`, key);
    expect(roles.body.groupRoles).toHaveLength(20);
    expect(roles.body.groupRoles[0]).toEqual({
      path: expect.stringMatching(`^groups/${group.id}/roles/\\d+$`),
      id: expect.any(String),
      displayName: 'Guest',
      rank: 0,
    });
  });

  test('assigns and unassigns a role, by the id of the membership or the user', async () => {
    const { group, bob } = town();
    group.join(bob);
    const path = `/apis/cloud/v2/groups/${group.id}/memberships`;
    const role = `groups/${group.id}/roles/${group.role('Officer').id}`;
    const given = await stage.post(`${path}/${bob.id}:assignRole`, { role }, key);
    expect(given.body).toMatchObject({ user: `users/${bob.id}`, roles: [role] });
    const id = given.body.path.split('/').at(-1);
    const taken = await stage.post(`${path}/${id}:unassignRole`, { role }, key);
    expect(taken.body.roles).toEqual([`groups/${group.id}/roles/${group.role('Member').id}`]);
    expect(await stage.post(`${path}/${id}:unassignRole`, { role }, key)).toMatchObject({ status: 400 });
    expect(await stage.post(`${path}/1:assignRole`, { role }, key)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    const owner = `groups/${group.id}/roles/${group.role('Owner').id}`;
    const wrong = await stage.post(`${path}/${id}:assignRole`, { role: owner }, key);
    expect(wrong).toMatchObject({ status: 400, body: { code: 'INVALID_ARGUMENT' } });
    expect(await stage.post(`${path}/${id}:assignRole`, {}, key)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ARGUMENT', message: expect.stringContaining('$.role') },
    });
  });

  test('tells of a user: ids are texts, and who is banned is not found', async () => {
    const bea = stage.roblox.account('Bea_1', {
      id: 156,
      created: '2023-07-05T12:34:56Z',
      description: 'Hello',
    });
    expect((await stage.get('/apis/cloud/v2/users/156', key)).body).toEqual({
      path: 'users/156',
      createTime: '2023-07-05T12:34:56Z',
      id: '156',
      name: 'Bea_1',
      displayName: 'Bea_1',
      about: 'Hello',
      locale: 'en-US',
    });
    const picture = await stage.get('/apis/cloud/v2/users/156:generateThumbnail?size=150&format=PNG', key);
    expect(picture.body).toMatchObject({ done: true, response: { imageUri: expect.any(String) } });
    bea.ban();
    expect(await stage.get('/apis/cloud/v2/users/156', key)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  test('needs a key that works', async () => {
    const { id } = stage.roblox.account('Someone');
    const refused = { status: 401, body: { errors: [{ code: 0, message: 'Invalid API Key' }] } };
    expect(await stage.get(`/apis/cloud/v2/users/${id}`)).toMatchObject(refused);
    expect(await stage.get(`/apis/cloud/v2/users/${id}`, { 'x-api-key': 'x' })).toMatchObject(refused);
    expect(await stage.get(`/apis/cloud/v2/users/${id}`, { authorization: 'Bearer x' })).toMatchObject(
      refused,
    );
  });
});
