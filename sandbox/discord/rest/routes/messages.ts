import {
  AuditLogEvent,
  ChannelType,
  MessageFlags,
  MessageReferenceType,
  PermissionFlagsBits as P,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { DiscordError } from '../../errors.ts';
import { messageLimits } from '../../limits.ts';
import { isSnowflake, snowflakeTime } from '../../snowflake.ts';
import { audit } from '../../state/audit-log.ts';
import { createMessage, deleteMessage, deleteMessages, editMessage } from '../../state/messages.ts';
import { messageOfNonce } from '../../state/nonces.ts';
import type { Channel, Member, Message } from '../../state/types.ts';
import { startTyping } from '../../state/typing.ts';
import { snapshotOf } from '../../wire/message.ts';
import { type Caller, channelFor, guildChannelFor, messageIn, needInChannel } from '../access.ts';
import { type FormErrors, problem } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { changedFlags, messageChanges, messageInput } from '../messages/message-input.ts';
import { messagePage } from '../messages/message-page.ts';
import {
  forwarded,
  type ReferenceBody,
  referenceTo,
  replyTo,
  WRITTEN,
} from '../messages/message-reference.ts';
import {
  mayInChannel,
  needActive,
  needNotClosed,
  needUnlocked,
  textChannelFor,
  writableChannelFor,
} from '../messages/send-access.ts';
import { showMessage } from '../messages/show-message.ts';
import { type Call, route } from '../route.ts';
import { messageRules } from '../rules/message.ts';

type CreateBody = RESTPostAPIChannelMessageJSONBody;
type EditBody = RESTPatchAPIChannelMessageJSONBody;

export const messageRoutes = [
  route(
    'POST',
    '/channels/:channel_id/messages',
    {
      body: spec<CreateBody>('MessageCreateRequest'),
      answer: spec('MessageResponse'),
      rules: (body, errors, { files }) => messageRules(body, errors, { files }),
    },
    (call) => {
      const { world, user, params, body } = call;
      const { channel, me } = writableChannelFor(call, params.channel_id);
      if (body.enforce_nonce && body.nonce !== undefined && body.nonce !== null) {
        const present = messageOfNonce(world, user, body.nonce);
        if (present) return showMessage(call, present);
      }
      return showMessage(call, isForward(body) ? forward(call, channel) : write(call, channel, me));
    },
  ),
  route('GET', '/channels/:channel_id/messages', { answer: z.array(spec('MessageResponse')) }, (call) => {
    const { channel, me } = textChannelFor(call, call.params.channel_id);
    const page = messagePage(call, channel);
    if (!mayInChannel(call, me, channel, P.ReadMessageHistory)) return [];
    return page.map((message) => showMessage(call, message));
  }),
  route('GET', '/channels/:channel_id/messages/:message_id', { answer: spec('MessageResponse') }, (call) => {
    const { channel, me } = channelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ReadMessageHistory);
    return showMessage(call, messageIn(channel, call.params.message_id));
  }),
  route(
    'PATCH',
    '/channels/:channel_id/messages/:message_id',
    {
      body: spec<EditBody>('MessageEditRequestPartial'),
      answer: spec('MessageResponse'),
      rules: (body, errors, { world, params, files }) => {
        const editing = world.channels.get(params.channel_id!)?.messages.get(params.message_id!);
        messageRules(body, errors, { files, editing });
      },
    },
    (call) => {
      const { world, user, params, body } = call;
      const { channel, me } = channelFor(call, params.channel_id);
      const message = messageIn(channel, params.message_id);
      if (message.author !== user) return showMessage(call, suppressEmbeds(call, me, message));
      if (!WRITTEN.has(message.type)) throw new DiscordError(50021);
      needActive(channel);
      needUnlocked(call, me, channel);
      if (call.files.length > 0) needInChannel(call, me, channel, P.AttachFiles);
      const embeddable = !body.embeds || mayInChannel(call, me, channel, P.EmbedLinks);
      const changes = messageChanges(call, message, embeddable ? body : { ...body, embeds: undefined });
      editMessage(
        world,
        message,
        changes,
        Object.keys(body).some((key) => key !== 'flags'),
      );
      return showMessage(call, message);
    },
  ),
  route('DELETE', '/channels/:channel_id/messages/:message_id', {}, (call) => {
    const { world, user, params, reason } = call;
    const { channel, me } = channelFor(call, params.channel_id);
    const message = messageIn(channel, params.message_id);
    if (message.author !== user) {
      if (!channel.guild) throw new DiscordError(50003);
      needInChannel(call, me, channel, P.ManageMessages);
    }
    if (UNDELETABLE.has(message.type)) throw new DiscordError(50021);
    needNotClosed(call, me, channel);
    deleteMessage(world, message);
    if (message.author !== user && channel.guild) {
      audit(world, channel.guild, {
        action: AuditLogEvent.MessageDelete,
        userId: user.id,
        targetId: message.author.id,
        reason,
        options: { channel_id: channel.id, count: '1' },
      });
    }
    return undefined;
  }),
  route(
    'POST',
    '/channels/:channel_id/messages/bulk-delete',
    { body: z.object({ messages: z.array(z.union([z.string(), z.number()])) }), rules: bulkDeleteRules },
    (call) => {
      const { world, user, params, body, reason } = call;
      const { channel, guild, me } = guildChannelFor(call, params.channel_id);
      needInChannel(call, me, channel, P.ManageMessages);
      const oldest = world.clock.now() - messageLimits.bulkDelete.ageInMs;
      const ids = body.messages.map(String);
      if (ids.some((id) => snowflakeTime(id) < oldest)) throw new DiscordError(50034);
      const messages = ids.flatMap((id) => {
        const message = channel.messages.get(id);
        return message && message.visibleTo === undefined && !UNDELETABLE.has(message.type) ? [message] : [];
      });
      if (messages.length === 0) return undefined;
      deleteMessages(world, channel, messages);
      audit(world, guild, {
        action: AuditLogEvent.MessageBulkDelete,
        userId: user.id,
        targetId: channel.id,
        reason,
        options: { count: String(messages.length) },
      });
      return undefined;
    },
  ),
  route(
    'POST',
    '/channels/:channel_id/messages/:message_id/crosspost',
    { answer: spec('MessageResponse') },
    (call) => {
      const { channel, me } = guildChannelFor(call, call.params.channel_id);
      if (channel.type !== ChannelType.GuildAnnouncement) throw new DiscordError(50024);
      const message = messageIn(channel, call.params.message_id);
      needInChannel(call, me, channel, P.SendMessages);
      if (message.author !== call.user) needInChannel(call, me, channel, P.ManageMessages);
      if (message.flags & MessageFlags.Crossposted) throw new DiscordError(40033);
      editMessage(call.world, message, { flags: message.flags | MessageFlags.Crossposted }, false);
      return showMessage(call, message);
    },
  ),
  route('POST', '/channels/:channel_id/typing', {}, (call) => {
    const { channel } = writableChannelFor(call, call.params.channel_id);
    startTyping(call.world, channel, call.user);
    return undefined;
  }),
];

/** System messages that stay. Source: https://docs.discord.com/developers/resources/message#message-object-message-types */
const UNDELETABLE: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 21]);

function isForward(body: CreateBody): boolean {
  return body.message_reference?.type === MessageReferenceType.Forward;
}

/** Writes the message of the body, which the caller may write in the channel at all. */
function write(call: Call<object, CreateBody>, channel: Channel, me: Member | undefined): Message {
  const { world, user, body, files } = call;
  if (files.length > 0) needInChannel(call, me, channel, P.AttachFiles);
  if (body.tts) needInChannel(call, me, channel, P.SendTTSMessages);
  if (body.poll) needInChannel(call, me, channel, P.SendPolls);
  const reference = body.message_reference as ReferenceBody | null | undefined;
  const message = createMessage(world, channel, {
    author: user,
    nonce: body.nonce ?? undefined,
    ...(reference && replyTo(call, me, channel, reference)),
    ...messageInput(call, channel, withAllowedEmbeds(call, me, channel)),
  });
  channel.lastWrites.set(user.id, message.createdAt);
  return message;
}

/**
 * Without Embed Links the embeds of a message are dropped; a message of nothing else is refused.
 * Source: https://github.com/discord/discord-api-docs/issues/2601
 */
function withAllowedEmbeds(
  call: Call<object, CreateBody>,
  me: Member | undefined,
  channel: Channel,
): CreateBody {
  const { body, files } = call;
  if (!body.embeds?.length || mayInChannel(call, me, channel, P.EmbedLinks)) return body;
  if (!body.content && !body.components?.length && files.length === 0 && !body.poll)
    throw new DiscordError(50013);
  return { ...body, embeds: [] };
}

function forward(call: Call<object, CreateBody>, channel: Channel): Message {
  const { world, user, body } = call;
  const original = forwarded(call, body.message_reference as ReferenceBody);
  return createMessage(world, channel, {
    author: user,
    nonce: body.nonce ?? undefined,
    flags: MessageFlags.HasSnapshot,
    reference: referenceTo(original, MessageReferenceType.Forward),
    snapshots: original.snapshots ?? [snapshotOf(original, world.view)],
  });
}

/** All that may be changed about somebody else's message: whether its embeds are shown. */
function suppressEmbeds(call: Call<object, EditBody>, me: Member | undefined, message: Message): Message {
  const { world, body } = call;
  const { flags, ...rest } = body;
  if (Object.keys(rest).length > 0 || typeof flags !== 'number') throw new DiscordError(50005);
  if (!message.channel.guild) throw new DiscordError(50003);
  needInChannel(call as Caller, me, message.channel, P.ManageMessages);
  needActive(message.channel);
  const suppressed = changedFlags(message.flags, flags & MessageFlags.SuppressEmbeds);
  editMessage(world, message, { flags: suppressed }, false);
  return message;
}

function bulkDeleteRules({ messages }: { messages: (string | number)[] }, errors: FormErrors): void {
  const { min, max } = messageLimits.bulkDelete;
  if (messages.length < min || messages.length > max) throw new DiscordError(50016);
  const seen = new Set<string>();
  messages.map(String).forEach((id, index) => {
    const path = ['messages', index];
    if (!isSnowflake(id)) errors.add(path, ...problem.notANumber(id, 'snowflake'));
    else if (seen.has(id))
      errors.add(path, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
    seen.add(id);
  });
}
