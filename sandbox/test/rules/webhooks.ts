import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createChannel } from '../../discord/state/channels.ts';
import { createThread } from '../../discord/state/threads.ts';
import type { Channel, Webhook } from '../../discord/state/types.ts';
import { createWebhook } from '../../discord/state/webhooks.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const button = { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] };
const link = { type: 1, components: [{ type: 2, style: 5, label: 'Go', url: 'https://example.org' }] };

/** Makes a webhook of the bot, or of the guild's owner. */
function webhookOf(stage: Stage, owner: 'bot' | 'person' = 'bot', channel = stage.general): Webhook {
  const { world, application } = stage;
  const maker = owner === 'bot' ? application.bot : stage.owner;
  const applicationId = owner === 'bot' ? application.id : null;
  return createWebhook(world, channel, { name: 'Relay', creator: maker, applicationId });
}

function create(stage: Stage, body: unknown, channel: Channel = stage.general): Promise<Answered> {
  return stage.api('POST', `/channels/${channel.id}/webhooks`, body);
}

/** A request with the webhook's token. @param path what follows the token, with the query. */
function call(
  stage: Stage,
  webhook: Webhook,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answered> {
  const url = `/webhooks/${webhook.id}/${webhook.token}${path}`;
  return stage.api(method, url, body, { authorization: null });
}

const executed =
  (body: unknown, path = '?wait=true', owner: 'bot' | 'person' = 'bot') =>
  (stage: Stage) =>
    call(stage, webhookOf(stage, owner), 'POST', path, body);

/** Writes a message as a webhook and does something with it. */
const written =
  (method: string, body?: unknown) =>
  async (stage: Stage): Promise<Answered> => {
    const webhook = webhookOf(stage);
    const { body: message } = await call(stage, webhook, 'POST', '?wait=true', { content: 'first' });
    return call(stage, webhook, method, `/messages/${message.id}`, body);
  };

const forum = (stage: Stage, flags = 0): Channel =>
  createChannel(stage.world, stage.guild, {
    name: 'ideas',
    type: 15,
    flags,
    availableTags: [
      { id: '1100000000000000001', name: 'new', moderated: false, emojiId: null, emojiName: null },
    ],
  });

const posted =
  (body: unknown, path = '?wait=true', flags = 0) =>
  (stage: Stage) =>
    call(stage, webhookOf(stage, 'bot', forum(stage, flags)), 'POST', path, body);

export const rules: readonly Rule[] = [
  {
    name: 'a webhook is made',
    permissions: P.ManageWebhooks,
    when: (stage) => create(stage, { name: 'Relay' }),
    status: 200,
    body: { name: 'Relay', type: 1, avatar: null, user: { username: 'Testbot' } },
  },
  {
    name: 'a webhook is made with a picture',
    when: (stage) => create(stage, { name: 'Relay', avatar: PIXEL }),
    status: 200,
  },
  {
    name: 'a picture is a data URI of an image',
    when: (stage) => create(stage, { name: 'Relay', avatar: 'https://example.org/a.png' }),
    status: 400,
    code: 50035,
  },
  {
    name: 'making one takes Manage Webhooks',
    permissions: 0n,
    when: (stage) => create(stage, { name: 'Relay' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a webhook has a name',
    when: (stage) => create(stage, {}),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_REQUIRED',
  },
  {
    name: 'a name has at most 80 characters',
    when: (stage) => create(stage, { name: 'x'.repeat(81) }),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_BAD_LENGTH',
  },
  {
    name: 'no name contains clyde',
    when: (stage) => create(stage, { name: 'Mr. CLYDE' }),
    status: 400,
    code: 50035,
    field: 'name USERNAME_INVALID_CONTAINS',
  },
  {
    name: 'no name contains discord',
    when: (stage) => create(stage, { name: 'Discord relay' }),
    status: 400,
    code: 50035,
    field: 'name USERNAME_INVALID_CONTAINS',
  },
  {
    name: 'a channel has at most 15 webhooks',
    when: (stage) => {
      for (let count = 0; count < 15; count++) webhookOf(stage);
      return create(stage, { name: 'One more' });
    },
    status: 400,
    code: 30007,
  },
  {
    name: 'a category has no webhooks',
    when: (stage) =>
      create(stage, { name: 'Relay' }, createChannel(stage.world, stage.guild, { name: 'c', type: 4 })),
    status: 400,
    code: 50024,
  },
  {
    name: 'a thread has no webhooks of its own',
    when: (stage) => {
      const thread = createThread(stage.world, stage.general, stage.owner, { name: 't' });
      return create(stage, { name: 'Relay' }, thread);
    },
    status: 400,
    code: 50024,
  },
  {
    name: 'webhooks of a channel that is not there are of an unknown channel',
    when: (stage) => stage.api('GET', `/channels/${stage.owner.id}/webhooks`),
    status: 404,
    code: 10003,
  },
  {
    name: "a channel's webhooks are listed",
    when: (stage) => {
      webhookOf(stage);
      return stage.api('GET', `/channels/${stage.general.id}/webhooks`);
    },
    status: 200,
    body: [{ name: 'Relay' }],
  },
  {
    name: "listing a channel's webhooks takes Manage Webhooks",
    permissions: 0n,
    when: (stage) => stage.api('GET', `/channels/${stage.general.id}/webhooks`),
    status: 403,
    code: 50013,
  },
  {
    name: "a guild's webhooks are listed",
    when: (stage) => {
      webhookOf(stage);
      return stage.api('GET', `/guilds/${stage.guild.id}/webhooks`);
    },
    status: 200,
    body: [{ name: 'Relay' }],
  },
  {
    name: "listing a guild's webhooks takes Manage Webhooks",
    permissions: 0n,
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/webhooks`),
    status: 403,
    code: 50013,
  },
  {
    name: 'a webhook is read',
    when: (stage) => stage.api('GET', `/webhooks/${webhookOf(stage).id}`),
    status: 200,
    body: { name: 'Relay' },
  },
  {
    name: 'a webhook that is not there is unknown',
    when: (stage) => stage.api('GET', `/webhooks/${stage.guild.id}`),
    status: 404,
    code: 10015,
  },
  {
    name: 'a webhook is renamed and moved',
    when: (stage) => {
      const other = createChannel(stage.world, stage.guild, { name: 'other' });
      return stage.api('PATCH', `/webhooks/${webhookOf(stage).id}`, { name: 'New', channel_id: other.id });
    },
    status: 200,
    body: { name: 'New' },
  },
  {
    name: 'a webhook does not leave its guild',
    when: (stage) => stage.api('PATCH', `/webhooks/${webhookOf(stage).id}`, { channel_id: stage.owner.id }),
    status: 404,
    code: 10003,
  },
  {
    name: 'changing one takes Manage Webhooks',
    permissions: 0n,
    when: (stage) => stage.api('PATCH', `/webhooks/${webhookOf(stage).id}`, { name: 'New' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a webhook is deleted',
    when: (stage) => stage.api('DELETE', `/webhooks/${webhookOf(stage).id}`),
    status: 204,
  },
  {
    name: 'deleting one takes Manage Webhooks',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', `/webhooks/${webhookOf(stage).id}`),
    status: 403,
    code: 50013,
  },
  {
    name: 'a webhook is read by its token alone',
    when: (stage) => call(stage, webhookOf(stage), 'GET', ''),
    status: 200,
    body: { name: 'Relay' },
  },
  {
    name: 'a webhook is renamed by its token',
    when: (stage) => call(stage, webhookOf(stage), 'PATCH', '', { name: 'New' }),
    status: 200,
    body: { name: 'New' },
  },
  {
    name: 'a webhook is deleted by its token',
    when: (stage) => call(stage, webhookOf(stage), 'DELETE', ''),
    status: 204,
  },
  {
    name: 'a wrong token is invalid',
    when: (stage) => stage.api('GET', `/webhooks/${webhookOf(stage).id}/wrong`),
    status: 401,
    code: 50027,
  },

  { name: 'a webhook writes and does not wait', when: executed({ content: 'Hi' }, ''), status: 204 },
  {
    name: 'a webhook writes and waits',
    when: executed({ content: 'Hi' }),
    status: 200,
    body: { content: 'Hi', author: { username: 'Relay', bot: true } },
  },
  {
    name: 'a webhook writes under another name',
    when: executed({ content: 'Hi', username: 'Ada', avatar_url: 'https://example.org/a.png' }),
    status: 200,
    body: { author: { username: 'Ada' } },
  },
  {
    name: 'no other name contains discord',
    when: executed({ content: 'Hi', username: 'discord staff' }),
    status: 400,
    code: 50035,
    field: 'username USERNAME_INVALID_CONTAINS',
  },
  {
    name: 'another name has at most 80 characters',
    when: executed({ content: 'Hi', username: 'x'.repeat(81) }),
    status: 400,
    code: 50035,
    field: 'username BASE_TYPE_BAD_LENGTH',
  },
  { name: 'a webhook does not write nothing', when: executed({}), status: 400, code: 50006 },
  {
    name: 'a webhook writes at most 2000 characters',
    when: executed({ content: 'x'.repeat(2001) }),
    status: 400,
    code: 50035,
    field: 'content BASE_TYPE_MAX_LENGTH',
  },
  {
    name: "an application's webhook has buttons",
    when: executed({ content: 'Hi', components: [button] }),
    status: 200,
    body: { components: [{ components: [{ custom_id: 'go' }] }] },
  },
  {
    name: "a person's webhook drops components that it did not ask for",
    when: executed({ content: 'Hi', components: [button] }, '?wait=true', 'person'),
    status: 200,
    body: { components: [] },
  },
  {
    name: "a person's webhook has link buttons when it asks",
    when: executed({ content: 'Hi', components: [link] }, '?wait=true&with_components=true', 'person'),
    status: 200,
    body: { components: [{ components: [{ url: 'https://example.org' }] }] },
  },
  {
    name: "a person's webhook has no buttons to press",
    when: executed({ content: 'Hi', components: [button] }, '?with_components=true', 'person'),
    status: 400,
    code: 50035,
  },
  {
    name: 'a webhook is never ephemeral',
    when: executed({ content: 'Hi', flags: 64 }),
    status: 200,
    body: { flags: 0 },
  },
  {
    name: 'a webhook writes into a thread of its channel',
    when: (stage) => {
      const thread = createThread(stage.world, stage.general, stage.owner, { name: 't' });
      return call(stage, webhookOf(stage), 'POST', `?wait=true&thread_id=${thread.id}`, { content: 'Hi' });
    },
    status: 200,
    body: { content: 'Hi' },
  },
  {
    name: 'a webhook does not write into another channel',
    when: (stage) => {
      const other = createChannel(stage.world, stage.guild, { name: 'other' });
      return call(stage, webhookOf(stage), 'POST', `?thread_id=${other.id}`, { content: 'Hi' });
    },
    status: 404,
    code: 10003,
  },
  {
    name: 'a thread id is an id',
    when: executed({ content: 'Hi' }, '?thread_id=x'),
    status: 400,
    code: 50035,
  },
  {
    name: 'a webhook posts in a forum',
    when: posted({ content: 'Hi', thread_name: 'Idea', applied_tags: ['1100000000000000001'] }),
    status: 200,
    body: { content: 'Hi' },
  },
  { name: 'a post has a name or a thread', when: posted({ content: 'Hi' }), status: 400, code: 220001 },
  {
    name: 'a post has not both',
    when: posted({ content: 'Hi', thread_name: 'Idea' }, '?thread_id=1100000000000000001'),
    status: 400,
    code: 220002,
  },
  {
    name: 'there are posts in forums only',
    when: executed({ content: 'Hi', thread_name: 'Idea' }),
    status: 400,
    code: 220003,
  },
  {
    name: 'a post has only tags of its forum',
    when: posted({ content: 'Hi', thread_name: 'Idea', applied_tags: ['1100000000000000002'] }),
    status: 400,
    code: 50035,
    field: 'applied_tags.0 BASE_TYPE_CHOICES',
  },
  {
    name: 'a forum that asks for a tag gets one',
    when: posted({ content: 'Hi', thread_name: 'Idea' }, '', 1 << 4),
    status: 400,
    code: 40067,
  },
  { name: "a webhook's message is read", when: written('GET'), status: 200, body: { content: 'first' } },
  {
    name: "a webhook's message is edited",
    when: written('PATCH', { content: 'second' }),
    status: 200,
    body: { content: 'second' },
  },
  {
    name: "a webhook's message is not edited to nothing",
    when: written('PATCH', { content: '' }),
    status: 400,
    code: 50006,
  },
  { name: "a webhook's message is deleted", when: written('DELETE'), status: 204 },
  {
    name: "a webhook does not reach another one's message",
    when: async (stage) => {
      const [one, other] = [webhookOf(stage), webhookOf(stage)];
      const { body } = await call(stage, one, 'POST', '?wait=true', { content: 'first' });
      return call(stage, other, 'GET', `/messages/${body.id}`);
    },
    status: 404,
    code: 10008,
  },
  {
    name: 'a webhook that belongs to no interaction has no original',
    when: (stage) => call(stage, webhookOf(stage), 'GET', '/messages/@original'),
    status: 404,
    code: 10008,
  },
  {
    name: 'the Slack form is not there',
    when: (stage) => call(stage, webhookOf(stage), 'POST', '/slack', { text: 'Hi' }),
    status: 501,
  },
  {
    name: 'the GitHub form is not there',
    when: (stage) => call(stage, webhookOf(stage), 'POST', '/github', {}),
    status: 501,
  },
];
