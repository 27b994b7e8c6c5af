import { ChannelType, MessageFlags, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { createRole } from '../../discord/state/roles.ts';
import { after, channel, deny, mine, pathOf, person, say, theirs, thread } from '../message-steps.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const UNKNOWN = '100000000000000000';
const list = (stage: Stage, query = '') => stage.api('GET', `/channels/${stage.general.id}/messages${query}`);
const bulk = (stage: Stage, messages: unknown[]) =>
  stage.api('POST', `/channels/${stage.general.id}/messages/bulk-delete`, { messages });
const reply = (stage: Stage, message_id: string, more: object = {}) =>
  say(stage, { content: 'yes', message_reference: { message_id, ...more } });

const create: Rule[] = [
  {
    name: 'a message is answered as it was written',
    permissions: 0n,
    when: (stage) => say(stage, { content: '  hi  ', flags: MessageFlags.SuppressNotifications }),
    status: 200,
    body: { content: 'hi', type: 0, flags: 4096, attachments: [], edited_timestamp: null },
  },
  {
    name: 'a message of nothing but spaces is empty',
    when: (stage) => say(stage, { content: '   ' }),
    status: 400,
    code: 50006,
  },
  {
    name: 'an embed that shows nothing lacks a description',
    when: (stage) => say(stage, { embeds: [{ url: 'https://example.com' }] }),
    status: 400,
    code: 50035,
    field: 'embeds.0.description BASE_TYPE_REQUIRED',
  },
  {
    name: 'without View Channel the channel is out of reach',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.ViewChannel);
      return say(stage, { content: 'hi' });
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'a message needs Send Messages',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.SendMessages);
      return say(stage, { content: 'hi' });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a bot that is timed out cannot write',
    permissions: P.ManageMessages,
    when: (stage) => {
      stage.me.timeoutUntil = stage.world.clock.now() + 60_000;
      return say(stage, { content: 'hi' });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'slow mode does not hold for a bot',
    permissions: 0n,
    when: (stage) => {
      stage.general.rateLimitPerUser = 600;
      return after(say(stage, { content: 'one' }), () => say(stage, { content: 'two' }));
    },
    status: 200,
  },
  {
    name: 'an unknown channel is unknown',
    when: (stage) => stage.api('POST', `/channels/${UNKNOWN}/messages`, { content: 'hi' }),
    status: 404,
    code: 10003,
  },
  ...[ChannelType.GuildForum, ChannelType.GuildCategory].map(
    (type): Rule => ({
      name: `a channel of type ${type} takes no messages`,
      when: (stage) => say(stage, { content: 'hi' }, channel(stage, type)),
      status: 400,
      code: 50008,
    }),
  ),
  {
    name: 'a voice channel takes messages',
    when: (stage) => say(stage, { content: 'hi' }, channel(stage, ChannelType.GuildVoice)),
    status: 200,
  },
  {
    name: 'a message wakes an archived thread',
    permissions: 0n,
    when: (stage) => {
      const archived = thread(stage, { archived: true });
      return after(say(stage, { content: 'hi' }, archived), () =>
        stage.api('GET', `/channels/${archived.id}`),
      );
    },
    status: 200,
    body: { thread_metadata: { archived: false } },
  },
  {
    name: 'a locked thread is for those who manage threads',
    permissions: 0n,
    when: (stage) => say(stage, { content: 'hi' }, thread(stage, { locked: true })),
    status: 400,
    code: 160005,
  },
  {
    name: 'those who manage threads write in a locked one',
    permissions: P.ManageThreads,
    when: (stage) => say(stage, { content: 'hi' }, thread(stage, { archived: true, locked: true })),
    status: 200,
  },
  {
    name: 'a thread needs Send Messages in Threads, not Send Messages',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.SendMessages);
      return say(stage, { content: 'hi' }, thread(stage));
    },
    status: 200,
  },
  {
    name: 'a spoken message needs Send TTS Messages',
    permissions: 0n,
    when: (stage) => say(stage, { content: 'hi', tts: true }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an embed alone needs Embed Links',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.EmbedLinks);
      return say(stage, { embeds: [{ title: 'hi' }] });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'without Embed Links a text goes out without its embed',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.EmbedLinks);
      return say(stage, { content: 'hi', embeds: [{ title: 'hi' }] });
    },
    status: 200,
    body: { content: 'hi', embeds: [] },
  },
  {
    name: 'an embed comes back as Discord stores it',
    when: (stage) =>
      say(stage, {
        embeds: [
          {
            type: 'image',
            title: ' Rules ',
            timestamp: '2026-01-02T03:04:05.678Z',
            fields: [{ name: 'a', value: ' b ' }],
            author: { name: 'Ada', icon_url: 'https://example.com/a.png' },
            provider: { name: 'nobody' },
          },
        ],
      }),
    status: 200,
    body: {
      embeds: [
        {
          type: 'rich',
          title: 'Rules',
          timestamp: '2026-01-02T03:04:05.678000+00:00',
          fields: [{ name: 'a', value: 'b', inline: false }],
          author: { name: 'Ada', proxy_icon_url: 'https://example.com/a.png' },
        },
      ],
    },
  },
  {
    name: 'a sticker that the server does not have is refused',
    when: (stage) => say(stage, { sticker_ids: [UNKNOWN] }),
    status: 400,
    code: 50081,
  },
  {
    name: 'a channel message is never ephemeral',
    when: (stage) => say(stage, { content: 'hi', flags: MessageFlags.Ephemeral }),
    status: 200,
    body: { flags: 0 },
  },
  {
    name: 'components get ids and defaults',
    when: (stage) =>
      say(stage, {
        flags: MessageFlags.IsComponentsV2,
        components: [{ type: 17, components: [{ type: 10, content: 'hi' }, { type: 14 }] }],
      }),
    status: 200,
    body: {
      content: '',
      components: [
        {
          id: 1,
          accent_color: null,
          spoiler: false,
          components: [
            { id: 2, content: 'hi' },
            { id: 3, divider: true, spacing: 1 },
          ],
        },
      ],
    },
  },
  {
    name: 'a poll is answered with its end and no votes',
    when: (stage) =>
      say(stage, { poll: { question: { text: 'Tea?' }, answers: [{ poll_media: { text: 'Yes' } }] } }),
    status: 200,
    body: {
      poll: { answers: [{ answer_id: 1 }], allow_multiselect: false, results: { is_finalized: false } },
    },
  },
];

const mentions: Rule[] = [
  {
    name: 'a person in the text is mentioned',
    when: (stage) => say(stage, { content: `<@${stage.owner.id}>` }),
    status: 200,
    body: { mentions: [{ username: 'owner' }], mention_everyone: false },
  },
  {
    name: 'allowed mentions of nobody keep a person from being mentioned',
    when: (stage) => say(stage, { content: `<@${stage.owner.id}>`, allowed_mentions: { parse: [] } }),
    status: 200,
    body: { mentions: [] },
  },
  {
    name: 'without Mention Everyone the text mentions nobody',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.MentionEveryone);
      return say(stage, { content: '@everyone' });
    },
    status: 200,
    body: { content: '@everyone', mention_everyone: false },
  },
  {
    name: 'with Mention Everyone it mentions everybody',
    when: (stage) => say(stage, { content: '@here' }),
    status: 200,
    body: { mention_everyone: true },
  },
  {
    name: 'a role that is not mentionable needs Mention Everyone',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.MentionEveryone);
      return say(stage, { content: `<@&${createRole(stage.world, stage.guild, { name: 'Staff' }).id}>` });
    },
    status: 200,
    body: { mention_roles: [] },
  },
  {
    name: 'text displays mention too',
    when: (stage) =>
      say(stage, {
        flags: MessageFlags.IsComponentsV2,
        components: [{ type: 10, content: `<@${stage.owner.id}>` }],
      }),
    status: 200,
    body: { mentions: [{ username: 'owner' }] },
  },
];

const references: Rule[] = [
  {
    name: 'a reply carries the message that it answers and mentions its author',
    permissions: 0n,
    when: (stage) => reply(stage, theirs(stage).id),
    status: 200,
    body: {
      type: MessageType.Reply,
      message_reference: { type: 0 },
      referenced_message: { content: 'hello' },
      mentions: [{ username: 'owner' }],
    },
  },
  {
    name: 'allowed mentions that do not name the replied user leave them out',
    when: (stage) =>
      say(stage, {
        content: 'yes',
        message_reference: { message_id: theirs(stage).id },
        allowed_mentions: { parse: ['users'] },
      }),
    status: 200,
    body: { mentions: [] },
  },
  {
    name: 'a reply to a message that is gone is refused',
    when: (stage) => reply(stage, UNKNOWN),
    status: 400,
    code: 50035,
    field: 'message_reference MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
  },
  {
    name: 'a reply may say that it does not matter',
    when: (stage) => reply(stage, UNKNOWN, { fail_if_not_exists: false }),
    status: 200,
    body: { type: MessageType.Default },
  },
  {
    name: 'a reply needs Read Message History',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.ReadMessageHistory);
      return reply(stage, theirs(stage).id);
    },
    status: 403,
    code: 160002,
  },
  {
    name: 'nobody replies to a system message',
    when: (stage) => reply(stage, theirs(stage, { type: MessageType.UserJoin }).id),
    status: 400,
    code: 50035,
    field: 'message_reference REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
  },
  {
    name: 'nobody replies to an ephemeral message',
    when: (stage) => reply(stage, mine(stage, { visibleTo: stage.owner.id }).id),
    status: 400,
    code: 50035,
    field: 'message_reference MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
  },
  {
    name: 'a forward carries a copy',
    when: (stage) =>
      say(stage, {
        message_reference: { type: 1, message_id: theirs(stage).id, channel_id: stage.general.id },
      }),
    status: 200,
    body: {
      content: '',
      flags: MessageFlags.HasSnapshot,
      message_reference: { type: 1 },
      message_snapshots: [{ message: { content: 'hello' } }],
    },
  },
  {
    name: 'a forward names its channel',
    when: (stage) => say(stage, { message_reference: { type: 1, message_id: theirs(stage).id } }),
    status: 400,
    code: 50035,
    field: 'message_reference.channel_id BASE_TYPE_REQUIRED',
  },
  {
    name: 'what an application may not read it may not forward',
    when: (stage) => {
      stage.application.privilegedIntents = 0;
      const { id } = theirs(stage);
      return say(stage, {
        message_reference: { type: 1, message_id: id, channel_id: stage.general.id },
      });
    },
    status: 403,
    code: 160014,
  },
];

const edit: Rule[] = [
  {
    name: 'an edit changes what it names and nothing else',
    permissions: 0n,
    when: (stage) =>
      stage.api('PATCH', pathOf(mine(stage, { embeds: [{ type: 'rich' as never, title: 'kept' }] })), {
        content: 'new',
      }),
    status: 200,
    body: { content: 'new', embeds: [{ title: 'kept' }], edited_timestamp: expect.any(String) },
  },
  {
    name: 'a message of somebody else cannot be edited',
    when: (stage) => stage.api('PATCH', pathOf(theirs(stage)), { content: 'new' }),
    status: 403,
    code: 50005,
  },
  {
    name: 'embeds of somebody else can be hidden with Manage Messages',
    permissions: P.ManageMessages,
    when: (stage) => stage.api('PATCH', pathOf(theirs(stage)), { flags: MessageFlags.SuppressEmbeds }),
    status: 200,
    body: { flags: MessageFlags.SuppressEmbeds, edited_timestamp: null },
  },
  {
    name: 'embeds of somebody else cannot be hidden without Manage Messages',
    permissions: 0n,
    when: (stage) => stage.api('PATCH', pathOf(theirs(stage)), { flags: MessageFlags.SuppressEmbeds }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an edit cannot leave nothing',
    when: (stage) => stage.api('PATCH', pathOf(mine(stage)), { content: '' }),
    status: 400,
    code: 50006,
  },
  {
    name: 'an empty list takes the components away',
    when: (stage) =>
      stage.api(
        'PATCH',
        pathOf(
          mine(stage, { components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'a' }] }] }),
        ),
        { components: [] },
      ),
    status: 200,
    body: { content: 'hello', components: [] },
  },
  {
    name: 'components V2 cannot be switched off',
    when: (stage) =>
      stage.api('PATCH', pathOf(mine(stage, { content: '', ...v2('hi') })), {
        flags: 0,
        components: v2('ho').components,
      }),
    status: 200,
    body: { flags: MessageFlags.IsComponentsV2, components: [{ content: 'ho' }] },
  },
  {
    name: 'a message of components V2 takes no content',
    when: (stage) => stage.api('PATCH', pathOf(mine(stage, { content: '', ...v2('hi') })), { content: 'x' }),
    status: 400,
    code: 50035,
    field: 'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  },
  {
    name: 'nothing is edited in an archived thread',
    when: (stage) => {
      const archived = thread(stage);
      const message = mine(stage, {}, archived);
      archived.thread!.archived = true;
      return stage.api('PATCH', pathOf(message), { content: 'new' });
    },
    status: 400,
    code: 50083,
  },
  {
    name: 'a system message cannot be edited',
    when: (stage) =>
      stage.api('PATCH', pathOf(mine(stage, { type: MessageType.ChannelPinnedMessage })), { content: 'x' }),
    status: 403,
    code: 50021,
  },
  {
    name: 'an ephemeral message is unknown to the channel',
    when: (stage) => stage.api('PATCH', pathOf(mine(stage, { visibleTo: stage.owner.id })), { content: 'x' }),
    status: 404,
    code: 10008,
  },
];

const read: Rule[] = [
  {
    name: 'the newest message comes first',
    when: (stage) => {
      for (const content of ['one', 'two', 'three']) theirs(stage, { content });
      return list(stage, '?limit=2');
    },
    status: 200,
    body: [{ content: 'three' }, { content: 'two' }],
  },
  {
    name: 'before an id come those just older',
    when: (stage) => {
      const [, , three] = ['one', 'two', 'three'].map((content) => theirs(stage, { content }));
      return list(stage, `?limit=1&before=${three!.id}`);
    },
    status: 200,
    body: [{ content: 'two' }],
  },
  {
    name: 'after an id come those just newer',
    when: (stage) => {
      const [one] = ['one', 'two', 'three'].map((content) => theirs(stage, { content }));
      return list(stage, `?limit=1&after=${one!.id}`);
    },
    status: 200,
    body: [{ content: 'two' }],
  },
  {
    name: 'around an id come both sides',
    when: (stage) => {
      const [, , three] = ['1', '2', '3', '4', '5'].map((content) => theirs(stage, { content }));
      return list(stage, `?limit=3&around=${three!.id}`);
    },
    status: 200,
    body: [{ content: '4' }, { content: '3' }, { content: '2' }],
  },
  {
    name: 'a list of none is refused',
    when: (stage) => list(stage, '?limit=0'),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MIN',
  },
  {
    name: 'a list of more than 100 is refused',
    when: (stage) => list(stage, '?limit=101'),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'an id that is none is refused',
    when: (stage) => list(stage, '?before=yesterday'),
    status: 400,
    code: 50035,
    field: 'before NUMBER_TYPE_COERCE',
  },
  {
    name: 'without Read Message History the list is empty',
    permissions: 0n,
    when: (stage) => {
      theirs(stage);
      deny(stage, P.ReadMessageHistory);
      return list(stage);
    },
    status: 200,
    body: [],
  },
  {
    name: 'without Read Message History no message is read',
    permissions: 0n,
    when: (stage) => {
      const message = theirs(stage);
      deny(stage, P.ReadMessageHistory);
      return stage.api('GET', pathOf(message));
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'an unknown message is unknown',
    when: (stage) => stage.api('GET', `/channels/${stage.general.id}/messages/${UNKNOWN}`),
    status: 404,
    code: 10008,
  },
  {
    name: 'without the message content intent others are read without content',
    when: (stage) => {
      stage.application.privilegedIntents = 0;
      return stage.api('GET', pathOf(theirs(stage)));
    },
    status: 200,
    body: { content: '' },
  },
];

const remove: Rule[] = [
  {
    name: 'a bot deletes its own message without any permission',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', pathOf(mine(stage))),
    status: 204,
  },
  {
    name: 'a message of somebody else needs Manage Messages',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', pathOf(theirs(stage))),
    status: 403,
    code: 50013,
  },
  {
    name: 'a deleted message is gone',
    permissions: P.ManageMessages,
    when: (stage) => {
      const message = theirs(stage);
      return after(stage.api('DELETE', pathOf(message)), () => stage.api('DELETE', pathOf(message)));
    },
    status: 404,
    code: 10008,
  },
  {
    name: 'the first message of a thread cannot be deleted',
    when: (stage) => stage.api('DELETE', pathOf(theirs(stage, { type: MessageType.ThreadStarterMessage }))),
    status: 403,
    code: 50021,
  },
  {
    name: 'one message is too few to delete together',
    when: (stage) => bulk(stage, [theirs(stage).id]),
    status: 400,
    code: 50016,
  },
  {
    name: '101 messages are too many to delete together',
    when: (stage) =>
      bulk(
        stage,
        Array.from({ length: 101 }, () => UNKNOWN),
      ),
    status: 400,
    code: 50016,
  },
  {
    name: 'no message is deleted twice together',
    when: (stage) => {
      const { id } = theirs(stage);
      return bulk(stage, [id, id]);
    },
    status: 400,
    code: 50035,
    field: 'messages.1 SET_TYPE_ALREADY_CONTAINS_VALUE',
  },
  {
    name: 'messages older than two weeks are not deleted together',
    when: (stage) => bulk(stage, [theirs(stage).id, UNKNOWN]),
    status: 400,
    code: 50034,
  },
  {
    name: 'unknown messages are passed over',
    permissions: P.ManageMessages,
    when: (stage) => bulk(stage, [theirs(stage).id, stage.world.ids.next()]),
    status: 204,
  },
  {
    name: 'deleting together needs Manage Messages, even for own ones',
    permissions: 0n,
    when: (stage) => bulk(stage, [mine(stage).id, mine(stage).id]),
    status: 403,
    code: 50013,
  },
];

const others: Rule[] = [
  {
    name: 'only an announcement channel publishes',
    when: (stage) => stage.api('POST', `${pathOf(mine(stage))}/crosspost`),
    status: 400,
    code: 50024,
  },
  {
    name: 'an announcement is published once',
    when: (stage) => {
      const message = mine(stage, {}, channel(stage, ChannelType.GuildAnnouncement));
      const publish = () => stage.api('POST', `${pathOf(message)}/crosspost`);
      return after(publish(), publish);
    },
    status: 400,
    code: 40033,
  },
  {
    name: 'typing needs Send Messages',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.SendMessages);
      return stage.api('POST', `/channels/${stage.general.id}/typing`);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'typing is answered with nothing',
    permissions: 0n,
    when: (stage) => stage.api('POST', `/channels/${stage.general.id}/typing`),
    status: 204,
  },
  {
    name: 'an account that does not exist is unknown',
    when: (stage) => stage.api('GET', `/users/${UNKNOWN}`),
    status: 404,
    code: 10013,
  },
  {
    name: 'an account can be read by anybody',
    when: (stage) => stage.api('GET', `/users/${person(stage, { elsewhere: true }).id}`),
    status: 200,
    body: { username: 'ada', bot: false },
  },
  {
    name: 'a bot renames itself',
    when: (stage) => stage.api('PATCH', '/users/@me', { username: 'Renamed' }),
    status: 200,
    body: { username: 'Renamed' },
  },
  {
    name: 'a name of one letter is too short',
    when: (stage) => stage.api('PATCH', '/users/@me', { username: 'R' }),
    status: 400,
    code: 50035,
    field: 'username BASE_TYPE_BAD_LENGTH',
  },
];

export const rules: readonly Rule[] = [
  ...create,
  ...mentions,
  ...references,
  ...edit,
  ...read,
  ...remove,
  ...others,
];

/** A message made of one text display. */
function v2(content: string) {
  return { flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content }] };
}
