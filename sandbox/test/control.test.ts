import { readFile } from 'node:fs/promises';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  GatewayIntentBits,
  LabelBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlReference } from '../control/reference.ts';
import { verbs } from '../control/verbs.ts';
import { createSampleGuild, RemoteRefusal, RemoteSandbox, Sandbox, type SandboxGuild } from '../index.ts';
import { send } from './stage.ts';

let sandbox: Sandbox;
let guild: SandboxGuild;
let client: Client;
/** How many deferred answers the bot has written. */
let written = 0;

beforeAll(async () => {
  sandbox = await Sandbox.start();
  const sample = createSampleGuild(sandbox);
  guild = sample.guild;
  client = await startBot(sandbox.apiUrl, sample.bot.token, guild.id);
});
afterAll(async () => {
  await client.destroy();
  await sandbox.stop();
});

/** A bot that answers the commands of the examples. */
async function startBot(api: string, token: string, guildId: string): Promise<Client> {
  const bot = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  bot.on('error', () => {});
  bot.on('interactionCreate', async (interaction) => {
    if (interaction.isAutocomplete())
      return interaction.respond([{ name: `${interaction.options.getFocused()}-1`, value: 'one' }]);
    if (interaction.isButton()) return interaction.showModal(detailsModal());
    if (interaction.isStringSelectMenu()) return interaction.update(`Urgent: ${interaction.values}`);
    if (interaction.isModalSubmit())
      return interaction.reply(`Noted: ${interaction.fields.getTextInputValue('details')}`);
    if (interaction.isUserContextMenuCommand()) return interaction.reply(interaction.targetUser.username);
    if (interaction.isMessageContextMenuCommand()) return interaction.reply('Ordered');
    if (!interaction.isChatInputCommand()) return;
    if (interaction.commandName === 'ping') return interaction.reply('pong');
    if (interaction.commandName === 'later') {
      await interaction.deferReply();
      await interaction.editReply('done');
      written += 1;
      return;
    }
    return interaction.reply({
      content: interaction.options.getString('subject', true),
      components: ticketRows(),
    });
  });
  const ready = new Promise((resolve) => bot.once('clientReady', resolve));
  await bot.login(token);
  await ready;
  const text = { description: 'x', type: 3 };
  await bot.guilds.cache.get(guildId)!.commands.set([
    { name: 'ping', description: 'x' },
    { name: 'later', description: 'x' },
    {
      name: 'ticket',
      description: 'x',
      options: [{ name: 'create', description: 'x', type: 1, options: [{ ...text, name: 'subject' }] }],
    },
    {
      name: 'order',
      description: 'x',
      options: [
        { name: 'view', description: 'x', type: 1, options: [{ ...text, name: 'id', autocomplete: true }] },
      ],
    },
    { name: 'Who is', type: 2 },
    { name: 'New order', type: 3 },
  ] as Parameters<
    (typeof bot.guilds.cache extends Map<string, infer Guild> ? Guild : never)['commands']['set']
  >[0]);
  return bot;
}

function detailsModal(): ModalBuilder {
  const input = new TextInputBuilder().setCustomId('details').setStyle(TextInputStyle.Paragraph);
  return new ModalBuilder()
    .setCustomId('more')
    .setTitle('Details')
    .addLabelComponents(new LabelBuilder().setLabel('Details').setTextInputComponent(input));
}

function ticketRows() {
  return [
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('details').setLabel('Details').setStyle(ButtonStyle.Secondary),
    ),
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('urgency')
        .setPlaceholder('How urgent?')
        .addOptions({ label: 'Very', value: 'very' }, { label: 'Not', value: 'not' }),
    ),
  ];
}

const control = (method: string, path: string, body?: unknown, raw?: string) =>
  send(`${sandbox.url}/control${path}`, method, body, {
    authorization: null,
    ...(raw !== undefined && { raw }),
  });

describe('load mode', () => {
  test('measures answers from dispatch to callback', async () => {
    const { body } = await control('POST', '/load', {
      as: 'carl',
      command: '/ping',
      count: 300,
      concurrency: 20,
    });
    expect(body).toMatchObject({ sent: 300, answered: 300, failed: 0 });
    const { p50, p90, p99, max, mean } = body.latency;
    expect([p50, p90, p99, max]).toEqual([p50, p90, p99, max].toSorted((one, other) => one - other));
    expect(mean).toBeGreaterThan(0);
    expect(body.perSecond).toBeGreaterThan(5);
    const counts = body.histogram.map((bar: { count: number }) => bar.count);
    expect(counts.reduce((sum: number, count: number) => sum + count)).toBe(300);
  });

  test('keeps to a rate, and ends when its seconds are over', async () => {
    const rated = await control('POST', '/load', { as: 'carl', command: '/ping', count: 20, rate: 200 });
    expect(rated.body).toMatchObject({ sent: 20, answered: 20 });
    expect(rated.body.perSecond).toBeLessThan(260);
    const timed = await control('POST', '/load', { as: 'carl', command: '/ping', seconds: 0.1 });
    expect(timed.body.sent).toBeGreaterThan(0);
    expect(timed.body.answered).toBe(timed.body.sent);
  });

  test('leaves a bot that defers the time to write, and nothing behind then', async () => {
    const { body } = await control('POST', '/load', {
      as: 'carl',
      command: '/later',
      in: 'general',
      count: 30,
      concurrency: 10,
    });
    expect(body).toMatchObject({ sent: 30, answered: 30, failed: 0 });
    const general = guild.channel('general');
    const ofTheRun = () =>
      [...general.messages.values()].filter(({ interaction }) => interaction?.name === 'later');
    expect(ofTheRun().length).toBeGreaterThan(0);
    await guild.until(() => written === 30);
    await guild.until(() => ofTheRun().length === 0);
  });

  test('counts a deferred answer when it is written, where that is asked for', async () => {
    const before = written;
    const { body } = await control('POST', '/load', {
      as: 'carl',
      command: '/later',
      in: 'general',
      count: 20,
      concurrency: 10,
      filled: true,
    });
    expect(body).toMatchObject({ sent: 20, answered: 20, failed: 0 });
    expect(written - before).toBeGreaterThan(0);
    expect(
      guild
        .channel('general')
        .messages.values()
        .every(({ flags }) => (flags & 128) === 0),
    ).toBe(true);
  });

  test('counts what nobody answers', async () => {
    const silent = sandbox.createBot('Silent');
    silent.joins(guild);
    await send(
      `${sandbox.apiUrl}/v10/applications/${silent.application.id}/guilds/${guild.id}/commands`,
      'PUT',
      [{ name: 'hush', description: 'x' }],
      { authorization: `Bot ${silent.token}` },
    );
    const { body } = await control('POST', '/load', { as: 'carl', command: '/hush', count: 2 });
    expect(body).toMatchObject({ sent: 2, answered: 0, failed: 2, perSecond: 0 });
    guild.kick(silent);
  });
});

describe('refusals', () => {
  test.each([
    ['a member is missing', 'POST', '/say', { as: 'carl' }, 'body.text'],
    ['a member has the wrong type', 'POST', '/slash', { as: 7, command: '/ping' }, 'body.as'],
    ['a member is unknown', 'POST', '/click', { as: 'carl', button: 'x', chanel: 'general' }, 'body.chanel'],
    ['one in a list', 'POST', '/say', { as: 'carl', text: '', files: [{ name: 'a' }] }, 'body.files.0'],
    [
      'one in a fault',
      'POST',
      '/faults',
      { fault: { kind: 'rest', route: '*', status: 'x' } },
      'body.fault.status',
    ],
    ['an unknown kind', 'POST', '/faults', { fault: { kind: 'odd' } }, 'body.fault.kind'],
    [
      'a channel in a category',
      'POST',
      '/guilds',
      { name: 'x', channels: [{ name: 'y', channels: [{ name: 'z', type: 'odd' }] }] },
      'body.channels.0.channels.0.type',
    ],
    ['the clock goes back', 'POST', '/clock/advance', { ms: -1 }, 'body.ms'],
    ['the clock goes beyond its end', 'POST', '/clock/advance', { ms: Number.MAX_SAFE_INTEGER }, 'body.ms'],
    ['a close code that no socket sends', 'POST', '/gateway/close', { code: 1006 }, 'body.code'],
    [
      'a fault of a route that is not there',
      'POST',
      '/faults',
      { fault: { kind: 'rest', route: '/chanels/:channel_id', status: 500 } },
      'body.fault.route',
    ],
    [
      'a fault that does nothing',
      'POST',
      '/faults',
      { fault: { kind: 'rest', route: '*' } },
      'body.fault.status',
    ],
    [
      'a fault with a code that Discord does not have',
      'POST',
      '/faults',
      { fault: { kind: 'rest', route: '*', code: 999_999 } },
      'body.fault.code',
    ],
    [
      'a fault of an event that is not there',
      'POST',
      '/faults',
      { fault: { kind: 'event', event: 'MESAGE_CREATE', action: 'lose' } },
      'body.fault.event',
    ],
    [
      'a late event without how late',
      'POST',
      '/faults',
      { fault: { kind: 'event', event: 'MESSAGE_CREATE', action: 'delay' } },
      'body.fault.delay',
    ],
    ['neither of two', 'POST', '/load', { as: 'carl', count: 1 }, 'body.command'],
    ['a list', 'POST', '/reset', [], 'body'],
    ['a query', 'GET', '/sees?as=carl', undefined, 'query.in'],
  ])('wrong shape, %s: 400 names the field', async (_name, method, path, body, field) => {
    const answer = await control(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.field).toBe(field);
    expect(answer.body.error).toEqual(expect.any(String));
  });

  test('no JSON is 400', async () => {
    expect(await control('POST', '/say', undefined, '{"as":')).toMatchObject({
      status: 400,
      body: { field: 'body', error: 'the body is no JSON' },
    });
  });

  test('an unknown name is 404 with what there is', async () => {
    expect(await control('POST', '/say', { as: 'carla', text: 'x' })).toMatchObject({
      status: 404,
      body: { known: expect.arrayContaining(['ada', 'sam', 'carl']) },
    });
    expect(await control('GET', '/sees?as=carl&in=nowhere')).toMatchObject({
      status: 404,
      body: {
        error: expect.stringContaining("No channel 'nowhere' in Sample"),
        known: expect.arrayContaining(['help']),
      },
    });
    expect(await control('GET', '/sees?as=carl&in=help&guild=Other')).toMatchObject({
      status: 404,
      body: { known: ['Sample'] },
    });
    expect(await control('DELETE', '/faults?id=99')).toMatchObject({ status: 404 });
    expect(await control('POST', '/fly', {})).toMatchObject({
      status: 404,
      body: { known: expect.arrayContaining(['POST /control/slash']) },
    });
  });

  test('what the client would not let somebody do is 409, and a wait in vain 408, each with the screen', async () => {
    const refused = await control('POST', '/say', { as: 'carl', in: 'welcome', text: 'x' });
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.error).toContain('carl may not write in #welcome');
    const waited = await control('GET', '/until?as=carl&text=never&timeout=30');
    expect(waited).toMatchObject({ status: 408 });
    expect(waited.body.error).toContain("On carl's screen:");
  });
});

test('the remote client calls the verbs by name, typed', async () => {
  const remote = await RemoteSandbox.connect(sandbox.url);
  const reply = await remote.call('slash', { as: 'sam', command: '/ping', in: 'staff-chat' });
  expect(reply.text).toBe('pong');
  expect((await remote.call('sees', { as: 'sam', in: 'staff-chat' })).text).toBe('Guildhall (bot):\n  pong');
  expect((await remote.call('bots'))[0]?.name).toBe('Guildhall');
  const wrong = remote.call('say', { as: 'carl', text: 'x', in: 'staff-chat' });
  await expect(wrong).rejects.toThrow(RemoteRefusal);
  await expect(wrong).rejects.toMatchObject({ status: 409 });
});

describe('README', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

  test('holds the reference of all verbs', () => {
    expect(readme).toContain(controlReference());
  });

  test('every example works, in their order', async () => {
    const examples = [...readme.matchAll(/```http\n(GET|POST|DELETE) \/control(\S*)\n(?:(\{.*\})\n)?```/g)];
    expect(examples).toHaveLength(Object.keys(verbs).length);
    for (const [, method, path, body] of examples) {
      const answer = await control(method!, path!, body && JSON.parse(body));
      expect(answer.status, `${method} ${path} ${body}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      expect(answer.body?.failed, `${method} ${path}`).toBeFalsy();
    }
  });
});
