import { imageSize, mediaType } from '../cdn/media-type.ts';
import type { Attachment } from './types.ts';
import type { World } from './world.ts';

export interface NewAttachment {
  readonly filename: string;
  readonly content: Uint8Array;
  readonly contentType?: string | undefined;
  readonly description?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly spoiler?: boolean | null | undefined;
  readonly ephemeral?: boolean;
}

/**
 * Makes the record of an uploaded file. The CDN serves it once it is kept: by the message that it is written with,
 * or by `keepAttachment`.
 */
export function newAttachment(world: World, channelId: string, file: NewAttachment): Attachment {
  const filename = safeFilename(file.filename);
  const size = imageSize(file.content);
  return {
    id: world.ids.next(),
    channelId,
    filename,
    title: file.title ?? (filename === file.filename ? undefined : stemOf(file.filename)),
    description: file.description || undefined,
    contentType: mediaType(filename, file.contentType),
    size: file.content.byteLength,
    width: size?.width ?? null,
    height: size?.height ?? null,
    ephemeral: file.ephemeral ?? false,
    spoiler: file.spoiler ?? false,
    content: file.content,
  };
}

/** Lets the CDN serve a file. */
export function keepAttachment(world: World, attachment: Attachment): void {
  world.attachments.set(attachment.id, attachment);
}

/** Takes files off the CDN. */
export function forgetAttachments(world: World, attachments: readonly Attachment[]): void {
  for (const attachment of attachments) world.attachments.delete(attachment.id);
}

/** A file's name as Discord stores it: no folders, no spaces, and only letters, digits, dots, `_` and `-`. */
export function safeFilename(filename: string): string {
  const base = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
  const safe = base
    .normalize('NFKD')
    .replace(/\s+/g, '_')
    .replace(/[^\w.-]/g, '')
    .replace(/^\.+/, '')
    .slice(-260);
  return safe || 'unknown';
}

function stemOf(filename: string): string {
  const dot = filename.lastIndexOf('.');
  return dot > 0 ? filename.slice(0, dot) : filename;
}
