import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RemoteSandbox, Sandbox } from '../index.ts';
import { send } from './stage.ts';

let sandbox: Sandbox;
let remote: RemoteSandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  remote = await RemoteSandbox.connect(sandbox.url);
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.roblox.world.reset());

const profileOf = async (id: number) =>
  (await fetch(`${sandbox.roblox.url}/users/v1/users/${id}`)).json() as Promise<Record<string, unknown>>;

test('from another process: an account is made, changed, and seen by whoever asks Roblox', async () => {
  const made = await remote.call('robloxAccount', { name: 'Builderman', created: '2006-03-08' });
  expect(await profileOf(made.id)).toMatchObject({ name: 'Builderman', created: '2006-03-08T00:00:00Z' });
  await remote.call('robloxDescription', { account: 'builderman', text: 'call 55512345' });
  await remote.call('robloxRename', { account: String(made.id), name: 'Boss' });
  await remote.call('robloxBan', { account: 'Boss' });
  expect(await profileOf(made.id)).toMatchObject({
    name: 'Boss',
    description: 'call ########',
    isBanned: true,
  });
  expect((await remote.call('roblox')).accounts).toMatchObject([
    { id: made.id, name: 'Boss', formerNames: ['Builderman'], banned: true },
  ]);
});

test('one clock moves both: a description is seen when the time of the sandbox has come', async () => {
  const { id } = await remote.call('robloxAccount', { name: 'Someone', description: 'old' });
  await remote.call('robloxSettings', { propagationDelay: 60_000 });
  await remote.call('robloxDescription', { account: 'Someone', text: 'new' });
  expect((await profileOf(id)).description).toBe('old');
  await remote.call('advanceClock', { ms: 60_000 });
  expect((await profileOf(id)).description).toBe('new');
});

test('groups, roles and members', async () => {
  await remote.call('robloxAccount', { name: 'Owner_1' });
  await remote.call('robloxAccount', { name: 'Someone' });
  await remote.call('robloxGroup', { name: 'Crew', owner: 'Owner_1', roles: { Helper: 10 } });
  await remote.call('robloxRole', { group: 'Crew', role: 'Officer', rank: 100 });
  await remote.call('robloxJoin', { group: 'Crew', account: 'Someone', role: 'Helper' });
  const joined = await remote.call('robloxJoin', { group: 'crew', account: 'Someone', role: 'Officer' });
  expect(joined.members).toEqual([
    { account: 'Owner_1', roles: ['Owner'] },
    { account: 'Someone', roles: ['Officer', 'Helper'] },
  ]);
  const less = await remote.call('robloxUnassign', { group: 'Crew', account: 'Someone', role: 'Officer' });
  expect(less.members[1]?.roles).toEqual(['Helper']);
  expect((await remote.call('robloxLeave', { group: 'Crew', account: 'Someone' })).members).toHaveLength(1);
});

test('faults and limits', async () => {
  const { id } = await remote.call('robloxAccount', { name: 'Someone' });
  const status = async () => (await fetch(`${sandbox.roblox.url}/users/v1/users/${id}`)).status;
  const fault = await remote.call('addRobloxFault', { fault: { route: '/users/*', status: 503 } });
  expect(await status()).toBe(503);
  expect(await remote.call('robloxFaults')).toMatchObject([{ id: fault.id, struck: 1 }]);
  await remote.call('removeRobloxFaults', { id: fault.id });
  await remote.call('robloxLimit', { host: 'users', calls: 1 });
  expect([await status(), await status()]).toEqual([200, 429]);
  await remote.call('robloxLimit', { host: 'users' });
  expect(await status()).toBe(200);
});

describe('refusals', () => {
  const control = (path: string, body: unknown) =>
    send(`${sandbox.url}/control/roblox${path}`, 'POST', body, { authorization: null });

  test.each([
    ['a fault of no route', '/faults', { fault: { route: '/users/v2/x', status: 500 } }, 'body.fault.route'],
    ['a fault that does nothing', '/faults', { fault: { route: '*' } }, 'body.fault.status'],
    ['a shape that is not there', '/faults', { fault: { route: '*', form: 'odd' } }, 'body.fault.form'],
    ['a host that is not there', '/limits', { host: 'games', calls: 1 }, 'body.host'],
    ['no date', '/accounts', { name: 'Someone', created: 'long ago' }, 'body.created'],
    ['no address', '/consent', { account: 'Someone', address: 'x' }, 'body.address'],
  ])('%s: 400 names the field', async (_name, path, body, field) => {
    expect(await control(path, body)).toMatchObject({ status: 400, body: { field } });
  });

  test('an unknown account, group or role is 404 with what there is; what Roblox would not take is 409', async () => {
    const group = sandbox.roblox.group('Crew');
    group.join(sandbox.roblox.account('Someone'));
    expect(await control('/ban', { account: 'Nobody' })).toMatchObject({
      status: 404,
      body: { known: ['Someone'] },
    });
    expect(await control('/groups/join', { group: 'Club', account: 'Someone' })).toMatchObject({
      status: 404,
      body: { known: ['Crew'] },
    });
    const captain = { group: 'Crew', account: 'Someone', role: 'Captain' };
    expect(await control('/groups/join', captain)).toMatchObject({
      status: 404,
      body: { known: ['Guest', 'Member', 'Owner'] },
    });
    expect(await control('/accounts', { name: 'a b' })).toMatchObject({ status: 409 });
    expect(await control('/accounts', { name: 'Someone', description: 'x' })).toMatchObject({ status: 409 });
    const address = 'http://127.0.0.1/apis/oauth/v1/authorize?client_id=nobody';
    expect(await control('/consent', { account: 'Someone', address })).toMatchObject({ status: 409 });
  });
});

test('a reset takes away what is in the local Roblox, but no apps and keys', async () => {
  await remote.call('robloxAccount', { name: 'Someone' });
  await remote.call('robloxGroup', { name: 'Crew' });
  await remote.call('robloxKey', { key: 'the-key' });
  const app = await remote.call('robloxApp', { name: 'App', redirectUris: ['https://example.com/'] });
  await remote.call('reset');
  expect(await remote.call('roblox')).toMatchObject({ accounts: [], groups: [] });
  expect(sandbox.roblox.oauth.app(app.id)).toBeDefined();
  const { id } = sandbox.roblox.account('Someone');
  const headers = { 'x-api-key': 'the-key' };
  expect((await fetch(`${sandbox.roblox.url}/apis/cloud/v2/users/${id}`, { headers })).status).toBe(200);
});
