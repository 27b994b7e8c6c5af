import {
  type LocalRoblox as Local,
  LocalRoblox,
  type RobloxAccount,
  type RobloxGroup,
} from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Membership, Outcome } from '../../roblox/roblox.ts';
import { Stage } from './stage.ts';
import { Web } from './web.ts';

let local: Local;
let bea: RobloxAccount;
let bricks: RobloxGroup;
let boats: RobloxGroup;
beforeAll(async () => {
  local = await LocalRoblox.start({ checkAnswers: true });
});
afterAll(() => local.stop());
beforeEach(() => {
  local.world.reset();
  bea = local.account('BuilderBea');
  bricks = local.group('Brick Works', { roles: { Helper: 10, Officer: 100 } });
  boats = local.group('Boats', { roles: { Sailor: 20 } });
});

const idOf = ({ id }: { id: number }) => String(id);
const without = () => new Stage(local.url);
const withKey = () => new Stage(local.url, { apiKey: local.createApiKey() });

/** Each group with the ranks that the account has there. */
function ranks(outcome: Outcome<readonly Membership[]>): Record<string, number[]> {
  if (outcome.kind !== 'found') {
    throw new Error(`it came to ${JSON.stringify(outcome)}`);
  }
  return Object.fromEntries(
    outcome.value.map(({ groupName, roles }) => [groupName, roles.map(({ rank }) => rank)]),
  );
}

test('the groups of an account are found, with names and ids as texts', async () => {
  bricks.join(bea, 'Helper');
  expect(await without().roblox.memberships(idOf(bea))).toEqual({
    kind: 'found',
    value: [
      {
        group: idOf(bricks),
        groupName: 'Brick Works',
        roles: [{ id: expect.stringMatching(/^\d+$/), name: 'Helper', rank: 10 }],
      },
    ],
  });
});

test('who is in no group has none, and who is not there is absent', async () => {
  expect(await without().roblox.memberships(idOf(bea))).toEqual({ kind: 'found', value: [] });
  expect(await without().roblox.memberships('987654321')).toEqual({ kind: 'absent' });
});

test('without a key the highest role is known, with a key each one, the highest first', async () => {
  bricks.join(bea, 'Helper');
  bricks.join(bea, 'Officer');
  boats.join(bea, 'Sailor');
  expect(ranks(await without().roblox.memberships(idOf(bea)))).toEqual({ 'Brick Works': [100], Boats: [20] });
  expect(ranks(await withKey().roblox.memberships(idOf(bea)))).toEqual({
    'Brick Works': [100, 10],
    Boats: [20],
  });
});

test('the other roles are asked for in the groups that matter alone', async () => {
  const cars = local.group('Cars', { roles: { Driver: 5, Racer: 6 } });
  bricks.join(bea, 'Helper');
  bricks.join(bea, 'Officer');
  cars.join(bea, 'Driver');
  cars.join(bea, 'Racer');
  const asked: string[] = [];
  const stage = new Stage(local.url, {
    apiKey: local.createApiKey(),
    fetch: (...request) => {
      asked.push(new URL(String(request[0])).pathname);
      return fetch(...request);
    },
  });
  const groups = [idOf(bricks)];
  const found = ranks(await stage.roblox.memberships(idOf(bea), { groups }));
  expect(found).toEqual({ 'Brick Works': [100, 10], Cars: [6] });
  expect(asked.filter((path) => path.startsWith('/groups/v1'))).toEqual([
    `/groups/v1/groups/${bricks.id}/roles`,
  ]);
});

test('a group that only Open Cloud tells of counts, as one that is locked', async () => {
  bricks.join(bea, 'Officer');
  bricks.locked = true;
  expect(ranks(await withKey().roblox.memberships(idOf(bea)))).toEqual({ 'Brick Works': [100] });
});

test('memberships of many pages are all read', async () => {
  for (let count = 0; count < 105; count++) {
    const group = local.group(`Group ${count}`, { roles: { Low: 5, High: 6 } });
    group.join(bea, 'High');
    if (count === 104) {
      group.join(bea, 'Low');
    }
  }
  const found = ranks(await withKey().roblox.memberships(idOf(bea)));
  expect(Object.keys(found)).toHaveLength(105);
  expect(found['Group 104']).toEqual([6, 5]);
});

test('a role that was made a moment ago is known', async () => {
  const { roblox } = withKey();
  bricks.join(bea, 'Helper');
  bricks.join(bea, 'Officer');
  await roblox.memberships(idOf(bea));
  bricks.role('Captain', 50);
  bricks.join(bea, 'Captain');
  const found = await roblox.memberships(idOf(bea), { fresh: true });
  expect(ranks(found)).toEqual({ 'Brick Works': [100, 50, 10] });
});

test('memberships are remembered for two minutes, unless they are asked for fresh', async () => {
  const { roblox, time } = withKey();
  await roblox.memberships(idOf(bea));
  bricks.join(bea, 'Helper');
  time.pass(119_999);
  expect(ranks(await roblox.memberships(idOf(bea)))).toEqual({});
  expect(ranks(await roblox.memberships(idOf(bea), { fresh: true }))).toEqual({ 'Brick Works': [10] });
  bricks.leave(bea);
  time.pass(120_000);
  expect(ranks(await roblox.memberships(idOf(bea)))).toEqual({});
});

test.each([
  '/groups/v2/users/:userId/groups/roles',
  '/apis/cloud/v2/groups/:group_id/memberships',
  '/groups/v1/groups/:groupId/roles',
])('when %s fails nothing is told of any group', async (route) => {
  bricks.join(bea, 'Helper');
  bricks.join(bea, 'Officer');
  local.faults.add({ route, status: 500 });
  expect(await withKey().roblox.memberships(idOf(bea))).toEqual({ kind: 'down' });
});

test('a key that Roblox refuses is trouble, never fewer roles, and is told to nobody', async () => {
  bricks.join(bea, 'Helper');
  const stage = new Stage(local.url, { apiKey: 'a-secret-key' });
  const outcome = await stage.roblox.memberships(idOf(bea));
  expect(outcome).toEqual({ kind: 'changed', where: 'memberships of Open Cloud: status 401' });
  expect(stage.logged).toHaveLength(1);
  expect(stage.logged.join()).not.toContain('a-secret-key');
});

test('a key that cannot be sent at all is told to nobody', async () => {
  const stage = new Stage(local.url, { apiKey: 'a-secret\nkey' });
  expect(await stage.roblox.memberships(idOf(bea))).toEqual({ kind: 'down' });
  expect(stage.logged.join()).not.toContain('a-secret');
});

describe('the roles of a group', () => {
  test('are told with its name, the lowest first, without the guests', async () => {
    expect(await without().roblox.groupRoles(idOf(bricks))).toEqual({
      kind: 'found',
      value: {
        name: 'Brick Works',
        roles: [
          { id: expect.any(String), name: 'Member', rank: 1 },
          { id: expect.any(String), name: 'Helper', rank: 10 },
          { id: expect.any(String), name: 'Officer', rank: 100 },
          { id: expect.any(String), name: 'Owner', rank: 255 },
        ],
      },
    });
  });

  test('are remembered for six minutes', async () => {
    const { roblox, time } = without();
    const count = async (asking = {}) => {
      const outcome = await roblox.groupRoles(idOf(bricks), asking);
      return outcome.kind === 'found' ? outcome.value.roles.length : outcome.kind;
    };
    await count();
    bricks.role('Captain', 50);
    time.pass(359_999);
    expect(await count()).toBe(4);
    expect(await count({ fresh: true })).toBe(5);
  });

  test('of a group that is not there are absent', async () => {
    expect(await without().roblox.groupRoles('987654321')).toEqual({ kind: 'absent' });
  });

  test('are trouble when only half of it can be had', async () => {
    local.faults.add({ route: '/groups/v1/groups/:groupId', status: 429, retryAfter: 60 });
    expect(await without().roblox.groupRoles(idOf(bricks))).toMatchObject({ kind: 'throttled' });
  });
});

test('pages without an end are not followed for ever', async () => {
  const web = await Web.start();
  try {
    web.on('/groups/v2/users/7/groups/roles', { body: { data: [] } });
    web.on('/apis/cloud/v2/groups/-/memberships', { body: { groupMemberships: [], nextPageToken: 'more' } });
    const { roblox } = new Stage(web.base, { apiKey: 'key' });
    expect(await roblox.memberships('7')).toMatchObject({ kind: 'changed' });
  } finally {
    await web.stop();
  }
});
