import { DiscordError } from '../../errors.ts';
import { allComponents, createMessage, type MessageOptions } from '../../state/messages.ts';
import { createThread } from '../../state/threads.ts';
import type { Channel, Interaction, Message, Webhook } from '../../state/types.ts';
import { webhookAuthor } from '../../state/webhooks.ts';
import type { World } from '../../state/world.ts';
import { refuseField } from '../body/form-errors.ts';
import { checkTags, isPostChannel } from '../channels/forum-tags.ts';
import { type MessageBody, type MessageSource, messageInput } from '../messages/message-input.ts';
import { type Queried, queryFlag, querySnowflake } from '../query.ts';
import { hashOf } from './webhook-fields.ts';

/** What a webhook is executed with, beyond a message. */
export interface WebhookBody extends MessageBody {
  readonly username?: string | null;
  readonly avatar_url?: string | null;
  readonly thread_name?: string | null;
  readonly applied_tags?: readonly string[] | null;
}

/**
 * The webhook of an id and its token.
 * @throws DiscordError 10015 when there is none, 50027 when the token is not its.
 */
export function webhookFor(world: World, id: string, token: string): Webhook {
  const webhook = world.webhooks.get(id);
  if (!webhook) throw new DiscordError(10015);
  if (webhook.token !== token) throw new DiscordError(50027);
  return webhook;
}

/** Whether the components of the body count: a webhook that no application made must ask for them. */
export function usableBody(call: Queried, owner: Webhook | Interaction, body: WebhookBody): WebhookBody {
  const own = 'application' in owner || owner.applicationId !== null;
  if (own || queryFlag(call, 'with_components')) return body;
  return { ...body, components: undefined };
}

/**
 * Writes a message as the webhook.
 * @throws DiscordError 220001, 220002 or 220003 when `thread_name` and the query's `thread_id` do not fit the channel,
 * 10003 when the thread is not one of the channel's.
 */
export function executeWebhook(call: MessageSource & Queried, webhook: Webhook, body: WebhookBody): Message {
  const { world } = call;
  const channel = world.channels.get(webhook.channelId)!;
  const threadId = querySnowflake(call, 'thread_id');
  if (isPostChannel(channel)) {
    if (threadId === undefined && !body.thread_name) throw new DiscordError(220001);
    if (threadId !== undefined && body.thread_name) throw new DiscordError(220002);
  } else if (body.thread_name) throw new DiscordError(220003);

  const input = messageInput(call, channel, body);
  if (webhook.applicationId === null) needInactive(input);
  const place = threadId === undefined ? channel : threadOf(world, channel, threadId);
  const author = webhookAuthor(webhook);
  const message = {
    ...input,
    author,
    webhook: {
      id: webhook.id,
      applicationId: webhook.applicationId,
      ...(body.username && { username: body.username }),
      ...(body.avatar_url && { avatar: hashOf(body.avatar_url) }),
    },
  };
  if (!isPostChannel(place)) return createMessage(world, place, message);
  const tags = [...(body.applied_tags ?? [])];
  checkTags(call, undefined, place, tags);
  const post = createThread(world, place, author, { name: body.thread_name!, appliedTags: tags });
  // The webhook owns the post, but an account that is nobody is no member of it.
  post.thread!.members.delete(author.id);
  return createMessage(world, post, { ...message, id: post.id });
}

/**
 * A message that the webhook wrote, in its channel or the thread of the query.
 * @throws DiscordError 10008 when there is none, 10003 when there is no such thread.
 */
export function webhookMessage(call: { world: World } & Queried, webhook: Webhook, id: string): Message {
  const channel = call.world.channels.get(webhook.channelId)!;
  const threadId = querySnowflake(call, 'thread_id');
  const place = threadId === undefined ? channel : threadOf(call.world, channel, threadId);
  const message = place.messages.get(id);
  if (message?.webhook?.id !== webhook.id) throw new DiscordError(10008);
  return message;
}

function threadOf(world: World, parent: Channel, id: string): Channel {
  const thread = world.channels.get(id);
  if (!thread?.thread || thread.parentId !== parent.id) throw new DiscordError(10003);
  return thread;
}

/** @throws DiscordError 50035 for a component that somebody could use: no application would hear of it. */
function needInactive({ components }: Pick<MessageOptions, 'components'>): void {
  for (const component of allComponents(components ?? []))
    if (component.custom_id !== undefined)
      refuseField(['components'], 'COMPONENT_VALIDATION_FAILED', 'Component validation failed');
}
