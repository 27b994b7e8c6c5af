import type { APIMessage } from 'discord-api-types/v10';
import type { Clock } from '../clock.ts';
import type { Attachment, Message, MessageInteraction } from '../state/types.ts';
import { channelObject } from './channel.ts';
import { shownMedia } from './media.ts';
import { memberWithoutUser } from './member.ts';
import type { MessageView } from './message-view.ts';
import { userObject } from './user.ts';

/** A file of a message as Discord sends it, with a link that runs out. */
export function attachmentObject(attachment: Attachment, view: MessageView) {
  const url = view.attachmentUrl(attachment);
  return {
    id: attachment.id,
    filename: attachment.filename,
    ...(attachment.title !== undefined && { title: attachment.title }),
    ...(attachment.description !== undefined && { description: attachment.description }),
    ...(attachment.contentType !== undefined && { content_type: attachment.contentType }),
    size: attachment.size,
    url,
    proxy_url: url,
    ...(attachment.width !== null && { width: attachment.width, height: attachment.height }),
    ...(attachment.ephemeral && { ephemeral: true }),
    ...(attachment.spoiler && { flags: IS_SPOILER }),
  };
}

/** Source: https://docs.discord.com/developers/resources/message#attachment-object-attachment-flags */
const IS_SPOILER = 1 << 3;

/** What a message says of the interaction that it comes from. */
export function messageInteractionObject(interaction: MessageInteraction): Record<string, unknown> {
  return {
    id: interaction.id,
    type: interaction.type,
    user: userObject(interaction.user),
    authorizing_integration_owners: interaction.owners ?? {},
    ...(interaction.name !== undefined && { name: interaction.name }),
    ...(interaction.originalResponseMessageId && {
      original_response_message_id: interaction.originalResponseMessageId,
    }),
    ...(interaction.interactedMessageId && { interacted_message_id: interaction.interactedMessageId }),
    ...(interaction.triggering && {
      triggering_interaction_metadata: messageInteractionObject(interaction.triggering),
    }),
  };
}

/** A message as REST answers it. */
export function messageObject(message: Message, view: MessageView): APIMessage {
  const { clock } = view;
  const author = userObject(message.author);
  const { embeds, components, listed } = shownMedia(message, view);
  return {
    id: message.id,
    channel_id: message.channel.id,
    type: message.type,
    author: message.webhook
      ? {
          ...author,
          ...(message.webhook.username !== undefined && { username: message.webhook.username }),
          ...(message.webhook.avatar !== undefined && { avatar: message.webhook.avatar }),
        }
      : author,
    content: message.content,
    embeds,
    attachments: listed.map((attachment) => attachmentObject(attachment, view)),
    components,
    mentions: message.mentions.map(userObject),
    mention_roles: message.mentionRoles,
    mention_everyone: message.mentionEveryone,
    pinned: message.pinnedAt !== null,
    tts: message.tts,
    flags: message.flags,
    timestamp: clock.iso(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : clock.iso(message.editedAt),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map((reaction) => ({
        emoji: reaction.emoji,
        count: reaction.userIds.size,
        count_details: { burst: 0, normal: reaction.userIds.size },
        burst_colors: [],
        me: view.reader !== undefined && reaction.userIds.has(view.reader),
        me_burst: false,
        burst_me: false,
        burst_count: 0,
      })),
    }),
    ...(message.webhook && {
      webhook_id: message.webhook.id,
      ...(message.webhook.applicationId && { application_id: message.webhook.applicationId }),
    }),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.reference && { message_reference: message.reference }),
    ...(message.referenced !== undefined && {
      referenced_message: referencedObject(message.referenced, view),
    }),
    ...(message.snapshots && { message_snapshots: message.snapshots }),
    ...(message.interaction && {
      interaction_metadata: messageInteractionObject(message.interaction),
      ...(message.interaction.name !== undefined && {
        interaction: {
          id: message.interaction.id,
          type: message.interaction.type,
          name: message.interaction.name,
          user: userObject(message.interaction.user),
        },
      }),
    }),
    ...(message.poll !== undefined && { poll: message.poll }),
    ...(message.stickers.length > 0 && { sticker_items: message.stickers }),
    ...(message.threadId && threadOf(message, clock)),
  } as unknown as APIMessage;
}

/** The message that a reply answers, without the one that this answers in turn; `null` once it is deleted. */
function referencedObject(message: Message | null, view: MessageView): object | null {
  if (!message || message.deleted) return null;
  const { referenced_message: _, ...shown } = messageObject(message, view);
  return shown;
}

function threadOf(message: Message, clock: Clock) {
  const thread = message.channel.guild?.channels.get(message.threadId!);
  return thread && { thread: channelObject(thread, clock) };
}

/** What a forward shows of a message, as it is at that moment. */
export function snapshotOf(message: Message, view: MessageView): object {
  const shown = messageObject(message, view);
  return {
    message: Object.fromEntries(SNAPSHOT_FIELDS.flatMap((key) => (key in shown ? [[key, shown[key]]] : []))),
  };
}

/** Source: https://docs.discord.com/developers/resources/message#message-snapshot-structure */
const SNAPSHOT_FIELDS = [
  'type',
  'content',
  'embeds',
  'attachments',
  'timestamp',
  'edited_timestamp',
  'flags',
  'mentions',
  'mention_roles',
  'sticker_items',
  'components',
] as const;

/** A message as the gateway sends it: with the guild and its author's membership. */
export function messageEventObject(message: Message, view: MessageView) {
  const { guild } = message.channel;
  const member = guild?.members.get(message.author.id);
  return {
    ...messageObject(message, view),
    ...(guild && message.visibleTo === undefined && { guild_id: guild.id }),
    ...(member && !message.webhook && { member: memberWithoutUser(member, view.clock) }),
    ...(guild && {
      mentions: message.mentions.map((user) => {
        const mentioned = guild.members.get(user.id);
        return {
          ...userObject(user),
          ...(mentioned && { member: memberWithoutUser(mentioned, view.clock) }),
        };
      }),
    }),
    channel_type: message.channel.type,
  };
}
