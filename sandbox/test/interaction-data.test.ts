import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createUser } from '../discord/state/accounts.ts';
import { createChannel, directChannel } from '../discord/state/channels.ts';
import { putCommand } from '../discord/state/commands.ts';
import { addMember } from '../discord/state/guilds.ts';
import { commandData } from '../discord/state/interaction-data.ts';
import type { OptionValues } from '../discord/state/interaction-input.ts';
import { createInteraction } from '../discord/state/interactions.ts';
import { createRole } from '../discord/state/roles.ts';
import type { Interaction } from '../discord/state/types.ts';
import { GatewayClient } from './gateway-client.ts';
import { answers, Person } from './person.ts';
import { type Stage, setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
let stage: Stage;
let client: GatewayClient;
let ada: Person;
beforeAll(async () => {
  discord = await startDiscord();
  stage = setStage(discord);
  client = await GatewayClient.login(discord, stage.application);
  ada = new Person(stage);
});
afterAll(async () => {
  await client.drop();
  await discord.stop();
});

/** What the bot was told of an interaction. */
async function told(interaction: Interaction) {
  const { d } = await client.next(
    'the interaction',
    ({ t, d }) => t === 'INTERACTION_CREATE' && d.id === interaction.id,
  );
  return d;
}

const option = (type: number, name: string, more: object = {}) => ({
  type,
  name,
  description: 'An option',
  ...more,
});

describe('a command', () => {
  test('tells the bot who, where and with what rights', async () => {
    const { guild, general, application } = stage;
    const data = await told(ada.uses());
    expect(data).toMatchObject({
      type: 2,
      version: 1,
      application_id: application.id,
      guild_id: guild.id,
      guild: { id: guild.id, locale: 'en-US' },
      guild_locale: 'en-US',
      channel_id: general.id,
      channel: { id: general.id, type: 0, name: 'general', permissions: expect.stringMatching(/^\d+$/) },
      member: { user: { username: 'ada' }, permissions: expect.stringMatching(/^\d+$/) },
      app_permissions: expect.stringMatching(/^\d+$/),
      locale: 'en-US',
      context: 0,
      authorizing_integration_owners: { 0: guild.id },
      entitlements: [],
      attachment_size_limit: 10 * 1024 * 1024,
      data: { name: 'ask', type: 1, guild_id: guild.id },
    });
    expect(data.channel).not.toHaveProperty('permission_overwrites');
    expect(data).not.toHaveProperty('user');
    expect(data.data).not.toHaveProperty('options');
  });

  test('resolves users, members, roles, channels and files', async () => {
    const { world, guild, general, owner } = stage;
    const role = createRole(world, guild, { name: 'Staff' });
    const stranger = createUser(world, 'stranger');
    const options = [
      option(6, 'who'),
      option(6, 'stranger'),
      option(8, 'role'),
      option(7, 'where'),
      option(9, 'whom'),
      option(11, 'file'),
      option(5, 'really'),
      option(10, 'share'),
    ];
    const values = {
      who: owner,
      stranger: stranger.id,
      role,
      where: general,
      whom: role.id,
      file: { name: 'proof.txt', content: 'seen' },
      really: true,
      share: 0.5,
    };
    const { data } = await told(ada.uses({ options }, { values }));
    const [file] = Object.keys(data.resolved.attachments);
    expect(data.options.map(({ value }: { value: unknown }) => value)).toEqual([
      owner.id,
      stranger.id,
      role.id,
      general.id,
      role.id,
      file,
      true,
      0.5,
    ]);
    expect(data.resolved).toMatchObject({
      users: { [owner.id]: { username: 'owner' }, [stranger.id]: { username: 'stranger' } },
      members: { [owner.id]: { permissions: expect.any(String) } },
      roles: { [role.id]: { name: 'Staff' } },
      channels: { [general.id]: { name: 'general', type: 0, permissions: expect.any(String) } },
    });
    expect(Object.keys(data.resolved.members)).toEqual([owner.id]);
    expect(data.resolved.members[owner.id]).not.toHaveProperty('user');
    expect(await (await fetch(data.resolved.attachments[file!].url)).text()).toBe('seen');
  });

  test('puts options inside the subcommand and its group', async () => {
    const options = [
      option(2, 'panel', {
        options: [option(1, 'post', { options: [option(3, 'title', { required: true })] })],
      }),
    ];
    const interaction = ada.uses({ options }, { path: ['panel', 'post'], values: { title: 'Help' } });
    expect(interaction.commandName).toBe('ask panel post');
    expect((await told(interaction)).data.options).toEqual([
      {
        name: 'panel',
        type: 2,
        options: [{ name: 'post', type: 1, options: [{ name: 'title', type: 3, value: 'Help' }] }],
      },
    ]);
  });

  test('of a user or a message names its target', async () => {
    const message = ada.button();
    const onUser = await told(ada.uses({ name: 'Look', type: 2, description: '' }, { target: stage.owner }));
    const onMessage = await told(ada.uses({ name: 'Quote', type: 3, description: '' }, { target: message }));
    expect(onUser.data).toMatchObject({
      type: 2,
      target_id: stage.owner.id,
      resolved: { users: { [stage.owner.id]: {} }, members: { [stage.owner.id]: {} } },
    });
    expect(onMessage.data).toMatchObject({
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: { content: 'Here' } } },
    });
  });

  test('in direct messages has a user and no member', async () => {
    const { world, application } = stage;
    const command = putCommand(world, application, undefined, { name: 'hello', description: 'Greets' });
    const actor = { ...ada.actor, channel: directChannel(world, ada.actor.user, application.bot) };
    const data = await told(createInteraction(world, { ...actor, ...commandData(actor, command) }));
    expect(data).toMatchObject({
      user: { username: 'ada' },
      context: 1,
      authorizing_integration_owners: { 0: '0' },
    });
    expect(data).not.toHaveProperty('member');
    expect(data).not.toHaveProperty('guild_id');
  });
});

describe('what a client does not let a person send', () => {
  const options = [
    option(3, 'topic', { required: true, min_length: 3, max_length: 5 }),
    option(3, 'kind', { choices: [{ name: 'A bug', value: 'bug' }] }),
    option(4, 'count', { min_value: 1, max_value: 9 }),
    option(10, 'share', { max_value: 1 }),
    option(5, 'really'),
    option(7, 'where', { channel_types: [2] }),
    option(8, 'role'),
    option(6, 'who'),
    option(11, 'file'),
  ];
  test.each<[string, OptionValues, string]>([
    ['a required option is missing', {}, 'needs the option "topic"'],
    [
      'an option that is not there',
      { topic: 'abc', colour: 'red' },
      'has no option "colour" (there is: topic',
    ],
    ['a text that is too short', { topic: 'ab' }, 'at least 3'],
    ['a text that is too long', { topic: 'abcdef' }, 'at most 5'],
    ['a text that is a number', { topic: 5 }, 'expected a text'],
    ['nothing typed', { topic: '' }, 'nothing was typed'],
    [
      'a choice that is not offered',
      { topic: 'abc', kind: 'wish' },
      'not among the choices (there is: A bug)',
    ],
    ['a number below the range', { topic: 'abc', count: 0 }, 'at least 1'],
    ['a number above the range', { topic: 'abc', count: 10 }, 'at most 9'],
    ['a whole number with a fraction', { topic: 'abc', count: 1.5 }, 'expected a whole number'],
    ['a fraction above the range', { topic: 'abc', share: 1.1 }, 'at most 1'],
    ['yes in words', { topic: 'abc', really: 'yes' }, 'expected true or false'],
    ['a role that is not there', { topic: 'abc', role: '123' }, 'no role 123'],
    ['a user that is not there', { topic: 'abc', who: '123' }, 'no user 123'],
    ['a file that is none', { topic: 'abc', file: 'notes.txt' }, 'expected a file'],
  ])('%s', (_name, values, text) => {
    expect(() => ada.uses({ options }, { values })).toThrow(text);
  });

  test('a channel of another type, and one that the person does not see', () => {
    const hidden = createChannel(stage.world, stage.guild, {
      name: 'hidden',
      type: 2,
      overwrites: new Map([[stage.guild.id, { id: stage.guild.id, type: 0, allow: 0n, deny: 1024n }]]),
    });
    const where = (channel: typeof hidden) => () =>
      ada.uses({ options }, { values: { topic: 'abc', where: channel } });
    expect(where(stage.general)).toThrow('#general is a channel of type 0; offered are 2');
    expect(where(hidden)).toThrow('ada sees no channel');
    expect(() => new Person(stage, { name: 'bob', channel: hidden }).uses()).toThrow(
      'bob does not see #hidden',
    );
  });

  test('a choice is made by its name as well', async () => {
    const { data } = await told(ada.uses({ options }, { values: { topic: 'abc', kind: 'A bug' } }));
    expect(data.options[1].value).toBe('bug');
  });

  test('a subcommand that is not there, or none at all', () => {
    const withSub = { options: [option(1, 'create')] };
    expect(() => ada.uses(withSub)).toThrow('/ask needs a subcommand (there is: create)');
    expect(() => ada.uses(withSub, { path: ['close'] })).toThrow('/ask has no subcommand "close"');
  });

  test('a command that only staff may use', () => {
    expect(() => ada.uses({ default_member_permissions: '8' })).toThrow('ada may not use /ask here');
  });

  test('a command on the wrong thing', () => {
    expect(() => ada.uses({ name: 'Look', type: 2, description: '' }, {})).toThrow('Look is used on a user');
    expect(() => ada.uses({ name: 'Quote', type: 3, description: '' }, { target: stage.owner })).toThrow(
      'Quote is used on a message',
    );
  });
});

describe('typing', () => {
  const options = [option(3, 'topic', { autocomplete: true, required: true }), option(4, 'count')];

  test('tells which option has the focus, as text, and what stands in the others', async () => {
    const typed = ada.types({ options }, { focused: 'topic', values: { count: 2, topic: 'bil' } });
    expect(await told(typed)).toMatchObject({
      type: 4,
      data: {
        options: [
          { name: 'count', type: 4, value: 2 },
          { name: 'topic', type: 3, value: 'bil', focused: true },
        ],
      },
    });
  });

  test('begins with nothing', async () => {
    const { data } = await told(ada.types({ options }, { focused: 'topic' }));
    expect(data.options).toEqual([{ name: 'topic', type: 3, value: '', focused: true }]);
  });

  test('asks nobody about an option without autocomplete', () => {
    expect(() => ada.types({ options }, { focused: 'count' })).toThrow('"count" has no autocomplete');
  });
});

describe('a component', () => {
  const menu = {
    type: 3,
    custom_id: 'menu',
    min_values: 1,
    max_values: 2,
    options: ['a', 'b', 'c'].map((value) => ({ label: value.toUpperCase(), value })),
  };

  test('button: the bot gets its message, and no values', async () => {
    const message = ada.button();
    const data = await told(ada.clicks(message));
    expect(data).toMatchObject({
      type: 3,
      message: { id: message.id, content: 'Here' },
      data: { custom_id: 'press', component_type: 2, id: 2 },
    });
    expect(data.data).not.toHaveProperty('values');
  });

  test('string select: values, chosen by value or label', async () => {
    const { data } = await told(ada.clicks(ada.shown([menu]), 'menu', ['a', 'C']));
    expect(data).toMatchObject({ component_type: 3, values: ['a', 'c'] });
  });

  test.each([
    [5, 'users'],
    [6, 'roles'],
    [7, 'users'],
    [8, 'channels'],
  ])('select of type %i: ids, and %s resolved', async (type, shelf) => {
    const thing = {
      5: stage.owner,
      6: stage.guild.roles.get(stage.guild.id)!,
      7: stage.owner,
      8: stage.general,
    }[type]!;
    const { data } = await told(ada.clicks(ada.shown([{ type, custom_id: 'pick' }]), 'pick', [thing]));
    expect(data).toMatchObject({
      component_type: type,
      values: [thing.id],
      resolved: { [shelf]: { [thing.id]: {} } },
    });
  });

  test('is not used in ways that a client does not offer', () => {
    const message = ada.shown([menu]);
    expect(() => ada.clicks(message, 'menu', [])).toThrow('at least 1');
    expect(() => ada.clicks(message, 'menu', ['a', 'b', 'c'])).toThrow('at most 2');
    expect(() => ada.clicks(message, 'menu', ['a', 'a'])).toThrow('chosen twice');
    expect(() => ada.clicks(message, 'menu', ['d'])).toThrow('"d" is not offered (there is: a, b, c)');
    expect(() => ada.clicks(message, 'nothing')).toThrow('no component "nothing"');
    expect(() => ada.clicks(ada.button(), 'press', ['a'])).toThrow('takes no values');
    const disabled = ada.shown([{ type: 2, style: 1, label: 'No', custom_id: 'no', disabled: true }]);
    expect(() => ada.clicks(disabled, 'no')).toThrow('"no" is disabled');
    stage.general.messages.delete(message.id);
    expect(() => ada.clicks(message, 'menu', ['a'])).toThrow('the message is deleted');
  });
});

describe('a modal', () => {
  const label = (component: object) => ({ type: 18, label: 'A field', component });
  const form = {
    type: 9,
    data: {
      custom_id: 'form',
      title: 'Report',
      components: [
        { type: 10, content: 'Tell us more.' },
        label({ type: 4, custom_id: 'why', style: 2, min_length: 3, max_length: 9 }),
        label({ type: 4, custom_id: 'more', style: 1, required: false, value: 'none' }),
        label({
          type: 3,
          custom_id: 'kind',
          options: [
            { label: 'Bug', value: 'bug' },
            { label: 'Wish', value: 'wish' },
          ],
        }),
        label({ type: 19, custom_id: 'proof', max_values: 2, required: false }),
      ],
    },
  };
  const filled = { why: 'because', kind: 'bug' };

  async function opened(person = ada): Promise<Interaction> {
    const interaction = person.uses();
    expect(await answers(stage, interaction, form)).toMatchObject({ status: 204 });
    return interaction;
  }

  test('sends what was typed, chosen and uploaded, under its labels', async () => {
    const proof = [
      { name: 'one.png', content: 'x' },
      { name: 'two.txt', content: 'two' },
    ];
    const data = await told(ada.submits(await opened(), { ...filled, proof }));
    const files = Object.keys(data.data.resolved.attachments);
    expect(data).toMatchObject({
      type: 5,
      data: {
        custom_id: 'form',
        components: [
          { type: 10, id: 1 },
          { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'why', value: 'because' } },
          { type: 18, component: { custom_id: 'more', value: 'none' } },
          { type: 18, component: { type: 3, custom_id: 'kind', values: ['bug'] } },
          { type: 18, component: { type: 19, custom_id: 'proof', values: files } },
        ],
      },
    });
    expect(data.data.resolved.attachments[files[1]!]).toMatchObject({ filename: 'two.txt', size: 3 });
    expect(data).not.toHaveProperty('message');
  });

  test('has the rows of old as well', async () => {
    const interaction = ada.uses();
    const row = { type: 1, components: [{ type: 4, custom_id: 'old', style: 1, label: 'Old' }] };
    await answers(stage, interaction, {
      type: 9,
      data: { custom_id: 'form', title: 'Old', components: [row] },
    });
    const { data } = await told(ada.submits(interaction, { old: 'yes' }));
    expect(data.components).toEqual([
      { type: 1, id: 1, components: [{ type: 4, id: 2, custom_id: 'old', value: 'yes' }] },
    ]);
  });

  test('has radio buttons and checkboxes', async () => {
    const choices = [
      { label: 'One', value: '1' },
      { label: 'Two', value: '2' },
    ];
    const components = [
      label({ type: 21, custom_id: 'radio', options: choices }),
      label({ type: 22, custom_id: 'group', options: choices, required: false, min_values: 0 }),
      label({ type: 23, custom_id: 'box' }),
    ];
    const interaction = ada.uses();
    const answered = await answers(stage, interaction, {
      type: 9,
      data: { custom_id: 'form', title: 'Boxes', components },
    });
    expect(answered).toMatchObject({ status: 204 });
    const { data } = await told(ada.submits(interaction, { radio: 'Two', group: ['1', '2'], box: true }));
    expect(data.components.map(({ component }: { component: object }) => component)).toMatchObject([
      { type: 21, value: '2' },
      { type: 22, values: ['1', '2'] },
      { type: 23, value: true },
    ]);
    expect(() => ada.submits(interaction)).toThrow('radio: this field is required');
  });

  test.each<[string, Parameters<Person['submits']>[1], string]>([
    ['a required field is left empty', { kind: 'bug' }, 'why: this field is required'],
    ['a text is too short', { ...filled, why: 'no' }, 'at least 3'],
    ['a text is too long', { ...filled, why: 'because of it' }, 'at most 9'],
    ['nothing is chosen', { why: 'because' }, 'kind: 0 chosen, at least 1'],
    ['what is chosen is not offered', { ...filled, kind: 'praise' }, '"praise" is not offered'],
    ['too much is chosen', { ...filled, kind: ['bug', 'wish'] }, 'at most 1'],
    ['a field is not there', { ...filled, who: 'me' }, 'has no field "who" (there is: why, more'],
    ['a file is none', { ...filled, proof: 'x.png' }, 'expected a file'],
  ])('is not sent when %s', async (_name, values, text) => {
    const interaction = await opened();
    expect(() => ada.submits(interaction, values)).toThrow(text);
  });

  test('is sent by the one who opened it, and only when it was opened', async () => {
    const bob = new Person(stage, { name: 'bob' });
    expect(() => ada.submits(ada.uses())).toThrow('no modal was opened');
    const interaction = await opened();
    expect(() => bob.submits(interaction, filled)).toThrow('opened for ada alone');
  });
});

test('a bot hears of no interaction with another application', async () => {
  const other = setStage(discord);
  addMember(discord.world, other.guild, stage.application.bot);
  const interaction = new Person(other).uses();
  await client.settle();
  expect(client.dataOf('INTERACTION_CREATE').map(({ id }) => id)).not.toContain(interaction.id);
});
