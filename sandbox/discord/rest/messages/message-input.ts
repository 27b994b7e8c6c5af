import { type APIEmbed, MessageFlags } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { uploadLimits } from '../../limits.ts';
import { newAttachment, safeFilename } from '../../state/attachments.ts';
import type { AllowedMentions, MessageOptions } from '../../state/messages.ts';
import type { Attachment, Channel, Message } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import type { UploadedFile } from '../body/multipart.ts';
import { componentInput } from './component-input.ts';
import { embedInput, type LinkReader } from './embed-input.ts';
import { type PollBody, pollInput } from './poll-input.ts';

/** Where a message comes from: the `call` of a route is one. */
export interface MessageSource {
  readonly world: World;
  readonly files: readonly UploadedFile[];
}

/** What the bodies of channel messages, callbacks, follow-ups, webhooks and forum posts have in common. */
export interface MessageBody {
  readonly content?: string | null | undefined;
  readonly embeds?: readonly APIEmbed[] | null | undefined;
  readonly components?: readonly unknown[] | null | undefined;
  readonly attachments?: readonly AttachmentBody[] | null | undefined;
  readonly flags?: number | null | undefined;
  readonly allowed_mentions?: unknown;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly string[] | null | undefined;
  readonly tts?: boolean | null | undefined;
}

interface AttachmentBody {
  /** Of a file of this request its `n`, of a file that is there already its id. */
  readonly id: string | number;
  readonly filename?: string | null;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly is_spoiler?: boolean | null;
}

/** Flags that a bot may set on a message of its own. Discord takes any other without a word and drops it. */
const SETTABLE =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** What differs between the places that a message comes from. */
export interface InputOptions {
  /** Whether the message may be ephemeral: answers to an interaction. */
  readonly ephemeral?: boolean;
}

/**
 * A message to write, from a body that has passed `messageRules` and the files that came with it. Who writes it and
 * who sees it is the caller's.
 * @throws DiscordError 50006 when nothing of it can be seen, 40005 for a file that is too large, 50081 for a sticker.
 */
export function messageInput(
  source: MessageSource,
  channel: Channel,
  body: MessageBody,
  options: InputOptions = {},
): Omit<MessageOptions, 'author'> {
  const { world } = source;
  // The local Discord has no stickers, so that any id is one that the guild does not have.
  if (body.sticker_ids?.length) throw new DiscordError(50081);
  const flags = (body.flags ?? 0) & (options.ephemeral ? SETTABLE | MessageFlags.Ephemeral : SETTABLE);
  const attachments = uploads(source, channel, body.attachments, (flags & MessageFlags.Ephemeral) !== 0);
  const link = linkReader(world, attachments);
  const input = {
    content: contentInput(body.content),
    embeds: embedInput(body.embeds, link),
    components: componentInput(world, body.components, link),
    attachments,
    flags,
    tts: body.tts ?? false,
    allowedMentions: (body.allowed_mentions ?? undefined) as AllowedMentions | undefined,
    poll: body.poll ? pollInput(world.clock, body.poll as PollBody) : undefined,
  };
  if (isEmpty(input)) throw new DiscordError(50006);
  return input;
}

/**
 * The changes of an edit: only what the body has. Files are added to those that stay; `attachments` names all that
 * stay or come. Components V2 can be switched on, never off.
 * @throws DiscordError as `messageInput`.
 */
export function messageChanges(
  source: MessageSource,
  message: Message,
  body: MessageBody,
): Partial<Message> & { allowedMentions?: AllowedMentions | undefined } {
  const { world } = source;
  const attachments = [
    ...keptAttachments(message, body.attachments),
    ...uploads(source, message.channel, body.attachments, message.visibleTo !== undefined),
  ];
  const link = linkReader(world, attachments);
  const changes = {
    ...(body.content !== undefined && { content: contentInput(body.content) }),
    ...(body.embeds !== undefined && { embeds: embedInput(body.embeds, link) }),
    ...(body.components !== undefined && {
      components: componentInput(world, body.components, link),
    }),
    ...((body.attachments !== undefined || source.files.length > 0) && { attachments }),
    ...(body.flags !== undefined && { flags: changedFlags(message.flags, body.flags ?? 0) }),
    allowedMentions: (body.allowed_mentions ?? undefined) as AllowedMentions | undefined,
  };
  if (isEmpty({ ...message, ...changes })) throw new DiscordError(50006);
  return changes;
}

/** Switches embeds on or off and Components V2 on; all other flags stay as they are. */
export function changedFlags(present: number, wanted: number): number {
  const switched = wanted & MessageFlags.SuppressEmbeds;
  return (present & ~MessageFlags.SuppressEmbeds) | switched | (wanted & MessageFlags.IsComponentsV2);
}

/** Discord cuts white space off both ends of a text. */
function contentInput(content: string | null | undefined): string {
  return (content ?? '').trim();
}

function isEmpty(
  message: Pick<Message, 'content' | 'embeds' | 'components' | 'attachments' | 'poll'>,
): boolean {
  const { content, embeds, components, attachments, poll } = message;
  return !(content || embeds.length || components.length || attachments.length || poll);
}

/** The files of the request as attachments, with what the body says of them. */
function uploads(
  { world, files }: MessageSource,
  channel: Channel,
  described: readonly AttachmentBody[] | null | undefined,
  ephemeral: boolean,
): Attachment[] {
  return files.map((file) => {
    if (file.content.byteLength > uploadLimits.fileInBytes) throw new DiscordError(40005);
    const number = /^files\[(\d+)\]$/.exec(file.field)?.[1];
    const about = described?.find(({ id }) => String(id) === number);
    return newAttachment(world, channel.id, {
      filename: about?.filename ?? file.filename,
      content: file.content,
      contentType: file.contentType,
      title: about?.title,
      description: about?.description,
      spoiler: about?.is_spoiler,
      ephemeral,
    });
  });
}

/** The attachments that an edit leaves, with the descriptions that it changes. */
function keptAttachments(
  message: Message,
  wanted: readonly AttachmentBody[] | null | undefined,
): Attachment[] {
  if (wanted === undefined) return message.attachments;
  return message.attachments.flatMap((attachment) => {
    const about = wanted?.find(({ id }) => String(id) === attachment.id);
    if (!about) return [];
    return [
      {
        ...attachment,
        ...(about.description !== undefined && { description: about.description ?? undefined }),
        ...(about.is_spoiler !== undefined && { spoiler: about.is_spoiler ?? false }),
      },
    ];
  });
}

/**
 * Files of the message are stored by name, because their links are signed anew each time it is read. A link that a
 * bot read from the message before and sends back is such a file too.
 */
function linkReader(world: World, attachments: readonly Attachment[]): LinkReader {
  return (url) => {
    const name = /^attachment:\/\/(.*)$/.exec(url)?.[1];
    const id = world.links.attachmentId(url);
    const stored = name && safeFilename(name);
    const file = attachments.find((each) => each.id === id || each.filename === stored);
    if (file) return `attachment://${file.filename}`;
    return name === undefined ? url : undefined;
  };
}
