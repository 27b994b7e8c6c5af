import type { AttachmentPayload, Message } from 'discord.js';
import type { Order } from '../entities/order.ts';
import type { FileRef } from '../files.ts';
import plugin from '../plugin.ts';

/** The largest file that Discord takes from a bot everywhere, in bytes. https://docs.discord.com/developers/reference */
const uploadLimit = 10 * 1024 * 1024;

/** How long a file may take to come from Discord, in ms. */
const patience = 20_000;

/** A file that somebody uploaded, and the link where it lies for now. */
export interface UploadedFile {
  readonly name: string;
  readonly size: number;
  readonly url: string;
}

/**
 * Files as a message of our own carries them: whoever deletes the message that they came with does not delete these.
 * One that is too large, or cannot be fetched, is left out.
 */
export async function repost(files: readonly UploadedFile[]): Promise<AttachmentPayload[]> {
  const copies = await Promise.all(files.map(copyOf));
  return copies.filter((copy) => copy !== undefined);
}

/** Writes down that the files of a message that we sent belong to an order. */
export async function keepFiles(order: Order, message: Message, by: string): Promise<void> {
  await keepReferences(order, referencesIn(message), by);
}

/** Writes down which files belong to an order. A job may do it again: then nothing is changed. */
export async function keepReferences(
  { guild, id }: Order,
  files: readonly FileRef[],
  by: string,
): Promise<void> {
  await plugin.parts.files.attach(guild, id, files, by);
}

/** The files of a message. */
export function referencesIn({ id: message, channelId: channel, attachments }: Message): FileRef[] {
  return [...attachments.values()].map(({ id, name, size }) => ({ id, name, size, channel, message }));
}

async function copyOf({ name, size, url }: UploadedFile): Promise<AttachmentPayload | undefined> {
  if (size > uploadLimit) {
    return undefined;
  }
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
    return answer.ok ? { attachment: Buffer.from(await answer.arrayBuffer()), name } : undefined;
  } catch (error) {
    plugin.host.logger.warn('a file could not be fetched', { name, error });
    return undefined;
  }
}
