import { type LocalRoblox as Local, LocalRoblox, type RobloxGroup } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { Web } from './web.ts';

/** Asking for many accounts at once, before each of them has its turn. */
let local: Local;
let bricks: RobloxGroup;
let ids: string[];
/** The paths that were asked for. */
let asked: string[];
beforeAll(async () => {
  local = await LocalRoblox.start({ checkAnswers: true });
});
afterAll(() => local.stop());
beforeEach(() => {
  local.world.reset();
  asked = [];
  bricks = local.group('Brick Works', { roles: { Helper: 10, Officer: 100 } });
  ids = Array.from({ length: 120 }, (_, number) => {
    const account = local.account(`Member${number}`);
    bricks.join(account, 'Helper');
    return String(account.id);
  });
});

const background = { background: true };
const both = { names: true, memberships: true };

const client = (more = {}) =>
  new Stage(local.url, {
    fetch: (...request) => {
      asked.push(new URL(String(request[0])).pathname);
      return fetch(...request);
    },
    ...more,
  });
const withKey = () => client({ apiKey: local.createApiKey() });
const inGroup = () => ({ ...background, groups: [String(bricks.id)] });

/** How often something was asked for since the last time. */
function since(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const path of asked.splice(0)) {
    const route = path.replace(/\/\d+/g, '/#');
    counts[route] = (counts[route] ?? 0) + 1;
  }
  return counts;
}

test('with a key, memberships come by fifty and names by a hundred, and then each is known', async () => {
  bricks.join(local.world.accountById(Number(ids[0]))!, 'Officer');
  const { roblox } = withKey();
  expect(await roblox.gather(ids, both, background)).toBeUndefined();
  expect(since()).toEqual({ '/apis/cloud/v2/groups/-/memberships': 3, '/users/v1/users': 2 });
  for (const [index, id] of ids.entries()) {
    const roles = index === 0 ? ['Officer', 'Helper'] : ['Helper'];
    const membership = { group: String(bricks.id), groupName: 'Brick Works' };
    expect(await roblox.memberships(id, inGroup())).toEqual({
      kind: 'found',
      value: [
        {
          ...membership,
          roles: roles.map((name) => expect.objectContaining({ name, id: expect.any(String) })),
        },
      ],
    });
    const name = `Member${index}`;
    expect(await roblox.names(id, background)).toMatchObject({ kind: 'found', account: { id, name } });
  }
  expect(since()).toEqual({ '/groups/v1/groups/#': 1, '/groups/v1/groups/#/roles': 1 });
});

test('what is known is not asked for again, for two minutes', async () => {
  const { roblox, time } = withKey();
  await roblox.gather(ids.slice(0, 40), both, background);
  time.pass(119_999);
  await roblox.gather(ids.slice(0, 60), both, background);
  expect(since()).toEqual({ '/apis/cloud/v2/groups/-/memberships': 2, '/users/v1/users': 2 });
  bricks.leave(local.world.accountById(Number(ids[0]))!);
  expect(await roblox.memberships(ids[0]!, inGroup())).toMatchObject({
    value: [{ groupName: 'Brick Works' }],
  });
  time.pass(1);
  expect(await roblox.memberships(ids[0]!, inGroup())).toEqual({ kind: 'found', value: [] });
});

test('whoever is banned, gone, or in none of the groups is asked for alone, and told apart', async () => {
  const [banned, alone] = ids.slice(0, 2).map((id) => local.world.accountById(Number(id))!);
  banned!.ban();
  bricks.leave(alone!);
  const gone = '987654321';
  const { roblox } = withKey();
  expect(await roblox.gather([...ids, gone], both, background)).toBeUndefined();
  expect(await roblox.names(ids[0]!, background)).toMatchObject({ kind: 'banned', account: { id: ids[0] } });
  expect(await roblox.names(gone, background)).toEqual({ kind: 'absent' });
  expect(await roblox.memberships(ids[1]!, inGroup())).toEqual({ kind: 'found', value: [] });
  expect(await roblox.memberships(gone, inGroup())).toEqual({ kind: 'absent' });
});

test('for people who wait, each is asked for as if nothing had been gathered', async () => {
  const { roblox } = withKey();
  await roblox.gather(ids, both, background);
  local.world.accountById(Number(ids[0]))!.rename('Renamed');
  expect(await roblox.names(ids[0]!)).toMatchObject({ account: { name: 'Renamed' } });
  since();
  await roblox.memberships(ids[0]!, { groups: [String(bricks.id)] });
  expect(since()).toMatchObject({ '/groups/v2/users/#/groups/roles': 1 });
});

test('without a key names come together, memberships one by one', async () => {
  const { roblox } = client();
  expect(await roblox.gather(ids, both, background)).toBeUndefined();
  expect(since()).toEqual({ '/users/v1/users': 2 });
  expect(await roblox.memberships(ids[0]!, inGroup())).toMatchObject({
    value: [{ groupName: 'Brick Works' }],
  });
  expect(since()).toEqual({ '/groups/v2/users/#/groups/roles': 1 });
});

test('only what is coming is asked for', async () => {
  const { roblox } = withKey();
  await roblox.gather(ids, { names: false, memberships: false }, background);
  expect(since()).toEqual({});
});

test.each([
  ['/apis/cloud/v2/groups/:group_id/memberships', { status: 429, retryAfter: 60 }, 'throttled'],
  ['/users/v1/users', { status: 503 }, 'down'],
  ['/users/v1/users', { without: ['name'] }, 'changed'],
] as const)(
  'trouble with %s is told, and what is not known is known by nobody',
  async (route, fault, kind) => {
    const id = local.faults.add({ route, ...fault });
    const { roblox } = withKey();
    expect(await roblox.gather(ids, both, { ...background, patience: 0 })).toMatchObject({ kind });
    local.faults.remove(id);
    since();
    expect(await roblox.names(ids[0]!, background)).toMatchObject({ kind: 'found' });
    expect(Object.keys(since()).length).toBe(route === '/users/v1/users' ? 1 : 0);
  },
);

test('an answer about somebody else is not taken', async () => {
  const web = await Web.start();
  try {
    web.on('/users/v1/users', { body: { data: [{ id: 8, name: 'Other', displayName: 'Other' }] } });
    const { roblox } = new Stage(web.base);
    expect(await roblox.gather(['7'], both, background)).toMatchObject({ kind: 'changed' });
  } finally {
    await web.stop();
  }
});
