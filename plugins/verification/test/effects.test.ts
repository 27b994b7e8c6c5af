import { type Member, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import type { PluginHost } from '@guildhall/sdk';
import { Client, GatewayIntentBits, type GuildMember } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUp } from '../../../src/sdk/plugin.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { memberOf } from '../effects/member-facts.ts';
import { gatherMembers } from '../effects/member-gathering.ts';
import { bringUpToDate } from '../effects/member-update.ts';
import { refreshUser } from '../effects/refresh-user.ts';
import type { Leftover } from '../links.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { type Ground, groundOn } from './ground.ts';
import { textsIn } from './texts.ts';

const group = '7';
let sandbox: Sandbox;
let server: SandboxGuild;
let ada: Member;
let client: Client<true>;
let ground: Ground;

beforeEach(async () => {
  // Discord takes a change of a member a second, for which nobody here waits.
  sandbox = await Sandbox.start({ rateLimits: false });
  const bot = sandbox.createBot('Guildhall');
  server = sandbox.createGuild('Test', {
    owner: 'olive',
    bot,
    permissions: ['ManageRoles', 'ManageNicknames'],
    roles: ['Verified', 'Captain', 'Guest', 'Own'],
  });
  ada = server.member('ada', { roles: ['Guest', 'Own'] });
  const { Guilds, GuildMembers } = GatewayIntentBits;
  client = new Client({ intents: [Guilds, GuildMembers], rest: { api: sandbox.apiUrl } });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(bot.token);
  await ready;
  ground = (await groundOn('sqlite', {
    verifiedRole: server.role('Verified').id,
    nickname: '[{rank-name}] {roblox-username}',
  }))!;
  const t = textsIn('en-US');
  const host: Partial<PluginHost<typeof plugin.definition.settings & object>> = {
    ...ground.context,
    client: client as never,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    roblox: { api: new URL(sandbox.roblox.url), apiKey: undefined, app: undefined },
    addressOf: () => undefined,
    provide: () => {},
    texts: { in: () => t, ofGuild: async () => ({ t, locale: 'en-US', timeZone: 'America/New_York' }) },
  };
  await setUp(plugin as never, host as never);
  // The same rows, and a Roblox that the test holds.
  Object.assign(plugin.parts, partsOf(ground.context));
  ground.roblox.add('1', 'Builder');
  ground.roblox.groups.set(group, { name: 'Crew', roles: [] });
  ground.roblox.join('1', group, 9);
  await ground.binds.add({
    guild: server.id,
    by: ada.id,
    group,
    condition: 'member',
    rank: undefined,
    toRank: undefined,
    gives: [server.role('Captain').id],
    takes: [server.role('Guest').id],
    priority: 0,
  });
});

afterEach(async () => {
  await client.destroy();
  await sandbox.stop();
  await ground.stop();
});

const link = (user = ada.id) => ground.registry.assign(server.id, user, 'Builder', { by: user });
const fetched = (user = ada.id): Promise<GuildMember> =>
  client.guilds.cache.get(server.id)!.members.fetch({ user, force: true });
test('roles and nickname of a member become what the link says, and stay so', async () => {
  await link();
  expect(await bringUpToDate(await fetched())).toMatchObject({ roles: 'changed', nickname: 'changed' });
  expect(ada.roles.toSorted()).toEqual(['Captain', 'Own', 'Verified']);
  expect(ada.nick).toBe('[Rank 9] Builder');
  expect(await bringUpToDate(await fetched())).toMatchObject({ roles: 'same', nickname: 'same' });
});

test('what a link gave goes with it, and nothing else does', async () => {
  await link();
  await refreshUser(server.id, ada.id);
  await ground.registry.unlink(server.id, ada.id, { by: ada.id });
  expect(await refreshUser(server.id, ada.id)).toBeUndefined();
  expect(ada.roles).toContain('Captain');
  await refreshUser(server.id, ada.id, { unlinked: true });
  expect(ada.roles).toEqual(['Own']);
});

test('who loses the link is called what they were called before, unless they have chosen another name since', async () => {
  const unlink = async () => {
    await ground.registry.unlink(server.id, ada.id, { by: ada.id });
    await fetched();
    await refreshUser(server.id, ada.id, { unlinked: true });
  };
  for (const [own, then] of [
    [null, null],
    ['Ada of the North', 'Ada of the North'],
  ] as const) {
    ada.nick = own;
    await link();
    await bringUpToDate(await fetched());
    ground.roblox.rename('1', 'Renamed');
    await bringUpToDate(await fetched());
    expect(ada.nick).toBe('[Rank 9] Renamed');
    await unlink();
    expect(ada.nick).toBe(then);
    ground.roblox.rename('1', 'Builder');
  }

  await link();
  await bringUpToDate(await fetched());
  ada.nick = 'Queen';
  await unlink();
  expect(ada.nick).toBe('Queen');

  await link();
  await bringUpToDate(await fetched());
  ground.choose({ bypassNickname: [server.role('Own').id] });
  await unlink();
  expect(ada.nick).toBe('[Rank 9] Builder');
});

test('who has their data removed keeps neither the roles nor the name that came from it', async () => {
  ada.nick = 'Ada of the North';
  await link();
  await bringUpToDate(await fetched());
  await ground.transaction((em) => dataDutiesOf(plugin.parts).forgetUser(em, ada.id));
  const job = ground.jobs.get(`member:${ada.id}:${server.id}`)!;
  expect([job.name, job.runAt]).toEqual(['refresh-member', ground.now()]);
  const { guild, user, ...leftover } = job.payload as never as Leftover & { guild: string; user: string };
  await fetched();
  await refreshUser(guild, user, leftover);
  expect([ada.roles, ada.nick]).toEqual([['Own'], 'Ada of the North']);
});

test('the owner of the guild gets roles, and keeps the nickname that nobody else can change', async () => {
  await link(server.owner.id);
  const update = await bringUpToDate(await fetched(server.owner.id));
  expect(update).toMatchObject({ roles: 'changed', nickname: 'owner' });
  expect(server.owner.roles).toContain('Captain');
});

test('a nickname that Discord refuses does not stop the roles, and the other way round', async () => {
  await link();
  const route = '/guilds/:guild_id/members/:user_id';
  sandbox.faults.add({ kind: 'rest', method: 'PATCH', route, status: 403, times: 1 });
  const first = await bringUpToDate(await fetched());
  expect(first).toMatchObject({ roles: 'forbidden', nickname: 'changed' });
  expect(ada.nick).toBe('[Rank 9] Builder');
  expect(ada.roles).not.toContain('Captain');
  expect(await bringUpToDate(await fetched())).toMatchObject({ roles: 'changed', nickname: 'same' });
});

test('a role above the bot is left and named, the others are set', async () => {
  const record = server.role('Verified');
  client.guilds.cache.get(server.id)!.roles.cache.get(record.id)!.rawPosition = 1_000;
  await link();
  const { plan, roles } = await bringUpToDate(await fetched());
  expect(plan.roles?.blocked).toEqual([{ role: record.id, why: 'too-high' }]);
  expect(roles).toBe('changed');
  expect(ada.roles.toSorted()).toEqual(['Captain', 'Own']);
});

test('while Discord is in trouble the job for the member stays', async () => {
  await link();
  const key = `member:${ada.id}:${server.id}`;
  const route = '/guilds/:guild_id/members/:user_id';
  sandbox.faults.add({ kind: 'rest', method: 'PATCH', route, status: 500 });
  await expect(bringUpToDate(await fetched())).rejects.toThrow();
  expect(ground.jobs.has(key)).toBe(true);
  sandbox.faults.clear();
  await bringUpToDate(await fetched());
  expect(ground.jobs.has(key)).toBe(false);
});

test('many members are told of at once; where Discord does not, each is asked for alone', async () => {
  const { members } = client.guilds.cache.get(server.id)!;
  const people = [ada, ...Array.from({ length: 60 }, (_, number) => server.member(`m${number}`))];
  const ids = people.map(({ id }) => id);
  const asked = sandbox.faults.add({
    kind: 'rest',
    method: 'GET',
    route: '/guilds/:guild_id/members/:user_id',
    delay: 1,
  });
  const looks = () => sandbox.faults.list().find(({ id }) => id === asked)!.struck;
  members.cache.clear();
  await gatherMembers(server.id, [...ids, '999999999999999999']);
  for (const id of ids) {
    expect((await memberOf(server.id, id))?.id).toBe(id);
  }
  expect(looks()).toBe(0);

  members.cache.clear();
  sandbox.faults.add({ kind: 'event', event: 'GUILD_MEMBERS_CHUNK', action: 'lose' });
  await gatherMembers(server.id, ids, 50);
  expect((await memberOf(server.id, ada.id))?.id).toBe(ada.id);
  expect(looks()).toBe(1);
});

test('whoever has left the guild is passed over', async () => {
  await link();
  ada.leaves();
  expect(await refreshUser(server.id, ada.id)).toBeUndefined();
});
