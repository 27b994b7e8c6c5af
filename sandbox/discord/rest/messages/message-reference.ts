import { MessageReferenceType, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import type { MessageOptions } from '../../state/messages.ts';
import type { Channel, Member, Message } from '../../state/types.ts';
import { channelFor } from '../access.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import { mayInChannel } from './send-access.ts';
import { type Reader, readsContent } from './show-message.ts';

export interface ReferenceBody {
  readonly type?: number | null;
  readonly message_id: string;
  readonly channel_id?: string | null;
  readonly guild_id?: string | null;
  readonly fail_if_not_exists?: boolean | null;
}

type Referring = Pick<MessageOptions, 'type' | 'reference' | 'referenced'>;

/** What people or applications wrote; everything else is written by Discord itself. */
export const WRITTEN: ReadonlySet<MessageType> = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

/**
 * A reply to a message of the same channel.
 * @returns nothing when the message is gone and the body says that this does not matter.
 * @throws DiscordError 160002 without Read Message History, 50035 when the message is unknown or a system message.
 */
export function replyTo(
  reader: Reader,
  me: Member | undefined,
  channel: Channel,
  body: ReferenceBody,
): Referring {
  if (!mayInChannel(reader, me, channel, P.ReadMessageHistory)) throw new DiscordError(160002);
  const elsewhere = body.channel_id && body.channel_id !== channel.id;
  const referenced = elsewhere ? undefined : knownMessage(channel, body.message_id);
  if (!referenced) {
    if (body.fail_if_not_exists === false) return {};
    refuseField(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
  }
  if (!WRITTEN.has(referenced.type)) {
    refuseField(
      ['message_reference'],
      'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
      'Cannot reply to a system message',
    );
  }
  return {
    type: MessageType.Reply,
    referenced,
    reference: referenceTo(referenced, MessageReferenceType.Default),
  };
}

/** A reply or a forward points to its message like this. */
export function referenceTo(message: Message, type: number): NonNullable<Message['reference']> {
  const { channel } = message;
  return {
    type,
    message_id: message.id,
    channel_id: channel.id,
    ...(channel.guild && { guild_id: channel.guild.id }),
  };
}

/**
 * The message that a forward carries.
 * @throws DiscordError 160014 when the caller may not read it, 50068 when it is of a kind that cannot be forwarded,
 * 50035 when it is unknown, and as `channelFor`.
 */
export function forwarded(reader: Reader, body: ReferenceBody): Message {
  if (!body.channel_id) refuseField(['message_reference', 'channel_id'], ...problem.required);
  const { channel, me } = channelFor(reader, body.channel_id);
  const message = knownMessage(channel, body.message_id);
  if (!message) refuseField(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
  if (!mayInChannel(reader, me, channel, P.ReadMessageHistory) || !readsContent(reader, message))
    throw new DiscordError(160014);
  if (!WRITTEN.has(message.type) || message.poll) throw new DiscordError(50068);
  return message;
}

/** A message of a channel that others can see too. */
function knownMessage(channel: Channel, id: string): Message | undefined {
  const message = channel.messages.get(id);
  return message?.visibleTo === undefined ? message : undefined;
}
