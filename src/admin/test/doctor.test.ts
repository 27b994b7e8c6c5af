import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { setting } from '../../sdk/settings.ts';
import type { CheckedFeature } from '../admin-host.ts';
import { AdminBot } from './admin-bot.ts';

let bot: AdminBot;

const schema = z.object({
  board: setting.channel({ kinds: ['text', 'category'] }),
  staff: setting.roles(),
  called: setting.role({ mentionedIn: 'board' }),
});

beforeAll(async () => {
  bot = await AdminBot.start({
    permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ManageChannels', 'ManageRoles'],
    channels: [
      'general',
      'board',
      { name: 'secret', overwrites: { '@everyone': { deny: 'ViewChannel' } } },
      { name: 'quiet', overwrites: { '@everyone': { deny: ['SendMessages', 'AddReactions'] } } },
      { name: 'crowd', type: 'category', channels: Array.from({ length: 50 }, (_, index) => `c${index}`) },
    ],
  });
});

beforeEach(() => {
  bot.host.found = { features: [], intents: ['Guilds'], configProblems: [] };
});

afterAll(() => bot.stop());

function pads(values: Record<string, unknown> = {}, more: Partial<CheckedFeature> = {}): CheckedFeature {
  return {
    plugin: 'pads',
    state: 'running',
    permissions: ['ViewChannel', 'SendMessages'],
    intents: ['Guilds'],
    prefixCommands: false,
    settings: { schema, values: { board: null, staff: [], called: null, ...values }, fixed: {} },
    ...more,
  };
}

async function doctor(...features: CheckedFeature[]) {
  bot.host.found = { ...bot.host.found, features };
  return bot.guild.member('ada').slash('/doctor');
}

test('a healthy guild is told so', async () => {
  const reply = await doctor(
    pads({ board: bot.guild.channel('board').id, staff: [bot.guild.role('Staff').id] }),
  );

  expect(reply.ephemeral).toBe(true);
  expect(reply.shows('All is well')).toBe(true);
});

test('a permission that the bot does not have is named, with the role that needs it', async () => {
  const reply = await doctor(pads({}, { permissions: ['SendMessages', 'ManageMessages'] }));

  expect(reply.shows('Training pads')).toBe(true);
  expect(reply.shows('I need the permission Manage Messages. Give it to my role @Guildhall')).toBe(true);
  expect(reply.text).not.toContain('Send Messages');
});

test('a channel that is gone, hidden or closed for the bot is named', async () => {
  const gone = bot.guild.createChannel('gone').id;
  bot.guild.deleteChannel('gone');

  expect((await doctor(pads({ board: gone }))).shows('Board channel: a channel that is gone.')).toBe(true);

  const hidden = await doctor(pads({ board: bot.guild.channel('secret').id }));
  expect(hidden.shows('I cannot see #secret (Board channel).')).toBe(true);

  const closed = await doctor(pads({ board: bot.guild.channel('quiet').id }));
  expect(closed.shows('I need the permission Send Messages in #quiet (Board channel).')).toBe(true);
  // Nobody said that the feature reacts to messages.
  expect(closed.text).not.toContain('Add Reactions');
});

test('a full category is told before a channel cannot be made', async () => {
  const reply = await doctor(pads({ board: bot.guild.channel('crowd').id }));

  expect(reply.shows('The category #crowd (Board channel) has 50 channels, and Discord allows 50.')).toBe(
    true,
  );
});

test('a role that is gone, too high or nobody’s to give is named', async () => {
  const gone = bot.guild.createRole('Gone').id;
  bot.guild.deleteRole('Gone');
  const high = bot.guild.createRole('Boss', { position: 99 }).id;
  bot.guild.addBot(bot.sandbox.createBot('Other'), 'ViewChannel');
  const managed = bot.guild.role('Other').id;
  const giver: Partial<CheckedFeature> = { permissions: ['ManageRoles'] };
  const staff = [gone, high, managed];
  const reply = await doctor(pads({ staff }, giver));

  expect(reply.shows('Staff roles: a role that is gone.')).toBe(true);
  expect(reply.shows('I cannot give or take @Boss (Staff roles): it stands above my role.')).toBe(true);
  expect(reply.shows('Nobody can give @Other (Staff roles)')).toBe(true);

  // Whoever does not give roles may name any.
  expect((await doctor(pads({ staff: [high, managed] }))).shows('All is well')).toBe(true);
});

test('a role is named that Discord does not call when the bot mentions it, and none that it would', async () => {
  const called = bot.guild.createRole('Called', { position: 99 }).id;
  const board = bot.guild.channel('board').id;
  const giver: Partial<CheckedFeature> = { permissions: ['ManageRoles'] };

  const told = async () => (await doctor(pads({ board, called }, giver))).text;
  const ada = bot.guild.member('ada');
  // Nobody is to give it: it may stand above the bot's own.
  await ada.until(async () => (await told()).includes('All is well'));

  const everyone = { deny: ['MentionEveryone'] } as const;
  bot.guild.setOverwrites('board', { '@everyone': everyone });
  const silent = async () => (await told()).includes('Discord calls nobody when I mention @Called');
  expect(await ada.until(silent)).toBe(true);

  bot.guild.setOverwrites('board', { '@everyone': everyone, Guildhall: { allow: ['MentionEveryone'] } });
  await ada.until(async () => (await told()).includes('All is well'));
});

test('an intent that the bot is not connected with is named, and typed commands that do not work', async () => {
  const reply = await doctor(pads({}, { intents: ['Guilds', 'GuildMembers'], prefixCommands: true }));

  expect(reply.shows('The bot is not connected with Guild Members.')).toBe(true);
  expect(reply.shows('Typed commands such as `!…` do not work')).toBe(true);
});

test('a broken config file and a broken feature are told', async () => {
  bot.host.found = {
    ...bot.host.found,
    configProblems: ['config/guilds/1.json: pads.pads: expected 1 to 25'],
  };
  const reply = await doctor(pads({}, { state: 'quarantined' }));

  expect(reply.shows('config/guilds/1.json: pads.pads: expected 1 to 25')).toBe(true);
  expect(reply.shows('It does not work at the moment.')).toBe(true);
});

test('what was laid aside is told, and tried again by a button', async () => {
  const laidAside = { count: 2, last: new Date(Date.now() - 120_000) };
  const reply = await doctor(pads({}, { laidAside }));
  expect(reply.shows('2 tasks of it failed again and again')).toBe(true);

  bot.host.found = { ...bot.host.found, features: [pads()] };
  const after = await bot.guild.member('ada').click('Try again');
  expect(bot.host.done).toContain(`retry ${bot.guild.id}`);
  expect(after.shows('2 tasks are tried again.')).toBe(true);
  expect(after.shows('All is well')).toBe(true);
});

test('a long list is cut, and says how much is left', async () => {
  bot.host.found = {
    ...bot.host.found,
    configProblems: Array.from({ length: 40 }, (_, index) => `file ${index} ${'x'.repeat(150)}`),
  };
  const reply = await doctor();

  expect(reply.text).toMatch(/And \d+ more\. Mend these first/);
});

test.each([
  ['no-scope', 'I was invited without the right to', 'client_id='],
  ['refused', 'Discord does not take the command menu', 'Invalid Form Body'],
  ['unreachable', 'I am trying again', 'Invalid Form Body'],
] as const)('a menu that could not be set (%s) is told, with what to do', async (code, said, fact) => {
  bot.host.found = { ...bot.host.found, menu: { code, message: 'Invalid Form Body' } };
  const reply = await doctor();

  expect(reply.text).toContain(said);
  expect(reply.text).toContain(fact);
});
