import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { machine } from '../../roblox/client.ts';
import { account, bea, beaPath, namesPath, Stage } from './stage.ts';
import { Web } from './web.ts';

let web: Web;
let stage: Stage;
beforeAll(async () => {
  web = await Web.start();
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clear();
  stage = new Stage(web.base);
});

const named = (requestedUsername: string, id = 7) => ({
  body: {
    data: [{ requestedUsername, hasVerifiedBadge: false, id, name: 'BuilderBea', displayName: 'Bea' }],
  },
});

test('an account is found by its id, which is a text', async () => {
  web.on(beaPath, { body: bea });
  expect(await stage.roblox.byId('7')).toEqual({ kind: 'found', account });
});

test('an account is found with what the machine itself gives', async () => {
  web.on(beaPath, { body: bea });
  const { roblox } = new Stage(web.base, machine);
  expect(await roblox.byId('7')).toEqual({ kind: 'found', account });
});

test('an account is found by a name in any case, and by an old one', async () => {
  web.on(beaPath, { body: bea });
  web.on(namesPath, ({ body }) => named(JSON.parse(body).usernames[0]));
  expect(await stage.roblox.byName('builderBEA')).toEqual({ kind: 'found', account });
  expect(await stage.roblox.byName('OldBea')).toEqual({ kind: 'found', account });
  expect(JSON.parse(web.came[0]!.body)).toEqual({ usernames: ['builderBEA'], excludeBannedUsers: false });
});

test('a banned account is known', async () => {
  web.on(beaPath, { body: { ...bea, isBanned: true } });
  expect(await stage.roblox.byId('7')).toEqual({ kind: 'banned', account });
});

test('what Roblox says is not there is absent', async () => {
  web.on(beaPath, { status: 404, body: { errors: [{ code: 3, message: 'The user id is invalid.' }] } });
  web.on(namesPath, { body: { data: [] } });
  expect(await stage.roblox.byId('7')).toEqual({ kind: 'absent' });
  expect(await stage.roblox.byName('nobody')).toEqual({ kind: 'absent' });
});

test.each([
  ['a page that is not there', { status: 404, body: '<html>Not Found</html>' }],
  ['an endpoint that is not there', { status: 404, body: { errors: [{ code: 0, message: 'NotFound' }] } }],
  ['an empty 404', { status: 404 }],
  ['an error that is not known', { status: 400, body: { errors: [{ code: 3, message: 'x' }] } }],
  ['a page in place of an answer', { body: '<html>Be right back</html>' }],
  ['a way to somewhere else', { status: 302, headers: { location: '/users/v1/users/8' } }],
  ['an account without a state', { body: { ...bea, isBanned: undefined } }],
  ['an account without a description', { body: { ...bea, description: undefined } }],
  ['a birthday that is none', { body: { ...bea, created: 'May' } }],
  ['another account', { body: { ...bea, id: 8 } }],
])('%s says nothing about the account', async (_what, answer) => {
  web.on(beaPath, answer);
  expect(await stage.roblox.byId('7')).toEqual({
    kind: 'changed',
    where: expect.stringContaining('user by id'),
  });
  expect(stage.logged).toHaveLength(1);
});

test('an account of another name than asked for is not taken for it', async () => {
  web.on(namesPath, named('SomebodyElse'));
  expect(await stage.roblox.byName('BuilderBea')).toMatchObject({ kind: 'changed' });
});

test('more than was known before does no harm, and no description is an empty one', async () => {
  web.on(beaPath, { body: { ...bea, description: null, badges: [{}], created: '2006-02-27T21:06:40Z' } });
  const created = new Date('2006-02-27T21:06:40Z');
  expect(await stage.roblox.byId('7')).toEqual({
    kind: 'found',
    account: { ...account, created, description: '' },
  });
});

test('ten who ask for the same account together make one request', async () => {
  web.on(beaPath, { body: bea });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => stage.roblox.byId('7')));
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['found']));
  expect(web.times(beaPath)).toBe(1);
});

test('an account is remembered for 45 seconds', async () => {
  web.on(beaPath, { body: bea }, { body: { ...bea, name: 'Bea_Builds' } });
  await stage.roblox.byId('7');
  stage.time.pass(44_999);
  expect(await stage.roblox.byId('7')).toMatchObject({ account: { name: 'BuilderBea' } });
  stage.time.pass(1);
  expect(await stage.roblox.byId('7')).toMatchObject({ account: { name: 'Bea_Builds' } });
});

test('who asks for it fresh gets it from Roblox, and the others after that too', async () => {
  web.on(beaPath, { body: bea }, { body: { ...bea, description: 'amber river candle' } });
  await stage.roblox.byId('7');
  const now = { kind: 'found', account: { description: 'amber river candle' } };
  expect(await stage.roblox.byId('7', { fresh: true })).toMatchObject(now);
  expect(await stage.roblox.byId('7')).toMatchObject(now);
  expect(web.times(beaPath)).toBe(2);
});

test('a slow answer does not replace a newer one', async () => {
  let asked = () => {};
  const slow = new Promise<void>((done) => (asked = done));
  let letGo = () => {};
  const gate = new Promise<void>((done) => (letGo = done));
  let requests = 0;
  const held = new Stage(web.base, {
    fetch: async (...request) => {
      const first = requests++ === 0;
      const response = await fetch(...request);
      if (first) {
        asked();
        await gate;
      }
      return response;
    },
  });
  web.on(beaPath, { body: { ...bea, description: 'old' } }, { body: { ...bea, description: 'new' } });
  const first = held.roblox.byId('7');
  await slow;
  held.time.pass(1);
  await held.roblox.byId('7', { fresh: true });
  letGo();
  await first;
  expect(await held.roblox.byId('7')).toMatchObject({ account: { description: 'new' } });
});

test('trouble is never remembered', async () => {
  web.on(beaPath, { body: '<html>' }, { body: bea });
  expect(await stage.roblox.byId('7')).toMatchObject({ kind: 'changed' });
  expect(await stage.roblox.byId('7')).toMatchObject({ kind: 'found' });
});

test.each(['', '0', '-1', '../8', '7?x=1', 'abc'])('nothing is sent for %j, which is no id', async (id) => {
  expect(await stage.roblox.byId(id)).toEqual({ kind: 'absent' });
  expect(await stage.roblox.memberships(id)).toEqual({ kind: 'absent' });
  expect(await stage.roblox.groupRoles(id)).toEqual({ kind: 'absent' });
  expect(await stage.roblox.headshot(id)).toBeUndefined();
  expect(web.came).toEqual([]);
});
