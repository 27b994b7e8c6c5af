import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { shortId } from '@guildhall/sdk';
import { type Guild, GuildPremiumTier } from 'discord.js';
import { ZipFile } from 'yazl';
import type { Transcript } from '../entities/transcript.ts';
import plugin from '../plugin.ts';
import { type BesideFile, besideOf, filesFolder } from '../transcripts/beside.ts';
import type { Reader } from '../transcripts/entry.ts';
import type { MadeFile } from '../transcripts/protocol.ts';

const megabyte = 1024 * 1024;

/** How much a message can carry, in bytes, with some left for what it says. https://support.discord.com/hc/en-us/articles/25444343291031 */
const uploadLimits: Readonly<Record<GuildPremiumTier, number>> = {
  [GuildPremiumTier.None]: 10 * megabyte,
  [GuildPremiumTier.Tier1]: 10 * megabyte,
  [GuildPremiumTier.Tier2]: 50 * megabyte,
  [GuildPremiumTier.Tier3]: 100 * megabyte,
};
const leftOver = 256 * 1024;

/** How much a message in a channel of the guild can carry, in bytes. */
export const guildLimit = (guild: Guild) => uploadLimits[guild.premiumTier] - leftOver;

/** How much a direct message can carry, in bytes. */
export const directLimit = uploadLimits[GuildPremiumTier.None] - leftOver;

/** The files of a transcript that go into one message, and those that do not. */
export interface Parcel {
  readonly files: { readonly attachment: string; readonly name: string }[];
  /** Names of those that are too large. */
  readonly left: readonly string[];
  /** How many files of messages lie beside the page and are not enclosed. */
  readonly apart: number;
}

/**
 * Chooses what fits: the page first, then text, then JSON, compressed where it does not fit as it is; then the files that
 * lie beside the page, if they all fit.
 */
export async function parcelOf(
  transcript: Transcript,
  reader: Reader,
  limit: number,
  wanted: (name: string) => boolean = () => true,
): Promise<Parcel> {
  const home = folderOf(transcript);
  const rank = ({ name }: MadeFile) => ['html', 'txt', 'json'].indexOf(name.split('.').at(-1)!);
  const documents = documentsOf(transcript, reader).toSorted((a, b) => rank(a) - rank(b));
  const chosen: Parcel['files'] = [];
  const left: string[] = [];
  let room = limit;
  for (const { name, size } of documents.filter(({ name }) => wanted(name))) {
    if (size <= room) {
      chosen.push({ attachment: join(home, name), name });
      room -= size;
      continue;
    }
    const packed = await compressed(join(home, name));
    if (packed.size <= room) {
      chosen.push({ attachment: packed.path, name: `${name}.gz` });
      room -= packed.size;
    } else {
      left.push(name);
    }
  }
  const { archives, large } = await archivesOf(transcript, reader, room);
  const whole = archives.length === 1 && large.length === 0;
  if (whole) {
    chosen.push(await packed(transcript, reader, archives[0]!, ''));
  }
  const files = [...archives.flat(), ...large];
  return { files: chosen, left, apart: whole ? 0 : files.length };
}

/** A part of the files that lie beside the page. */
export interface Portion {
  /** The archive; undefined when there is none of this number. */
  readonly file: Parcel['files'][number] | undefined;
  /** Which one it is, from 0, and how many there are. */
  readonly part: number;
  readonly parts: number;
  /** How many files are too large for any. */
  readonly large: number;
}

/** The files that lie beside the page, as archives that each fit into a message. @param part from 0. */
export async function portionOf(
  transcript: Transcript,
  reader: Reader,
  { part, limit }: { readonly part: number; readonly limit: number },
): Promise<Portion> {
  const { archives, large } = await archivesOf(transcript, reader, limit);
  const chosen = archives[part];
  const file = chosen && (await packed(transcript, reader, chosen, `-${part + 1}`));
  return { file, part, parts: archives.length, large: large.length };
}

const folderOf = ({ folder }: Transcript) => join(plugin.host.dataFolder, folder!);

const documentsOf = ({ staffFiles, creatorFiles }: Transcript, reader: Reader) =>
  reader === 'staff' ? staffFiles : creatorFiles;

/** What the files of a version are called. */
const baseOf = (transcript: Transcript, reader: Reader) =>
  documentsOf(transcript, reader)[0]!.name.replace(/\.\w+$/, '');

/** What an archive needs for a file beside its bytes, and for itself, in bytes. */
const wrapping = 512;

/** Divides the files into archives of a size, in their order. */
async function archivesOf(transcript: Transcript, reader: Reader, limit: number) {
  const archives: BesideFile[][] = [];
  const large: BesideFile[] = [];
  let room = 0;
  for (const file of await besideOf(folderOf(transcript), baseOf(transcript, reader))) {
    const size = file.size + wrapping;
    if (size + wrapping > limit) {
      large.push(file);
      continue;
    }
    if (size > room) {
      archives.push([]);
      room = limit - wrapping;
    }
    archives.at(-1)!.push(file);
    room -= size;
  }
  return { archives, large };
}

/** Packs files into an archive. They lie in it as the page looks for them. What is there already is not made again. */
async function packed(
  transcript: Transcript,
  reader: Reader,
  files: readonly BesideFile[],
  part: string,
): Promise<Parcel['files'][number]> {
  const home = folderOf(transcript);
  const name = `${baseOf(transcript, reader)}-files${part}.zip`;
  // How much goes into an archive depends on where it is sent.
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const attachment = join(home, `${hash}-${name}`);
  if (!(await isThere(attachment))) {
    const archive = new ZipFile();
    const bytes = Readable.from(archive.outputStream);
    archive.on('error', (error: Error) => bytes.destroy(error));
    for (const { stored } of files) {
      // Most are compressed already.
      archive.addFile(join(home, filesFolder, stored), `${filesFolder}/${stored}`, { compress: false });
    }
    archive.end();
    await written(bytes, attachment);
  }
  return { attachment, name };
}

/** A file once more, compressed, beside it. What is there already is not made again. */
async function compressed(path: string): Promise<{ path: string; size: number }> {
  const packed = `${path}.gz`;
  if (!(await isThere(packed))) {
    await written(createReadStream(path).pipe(createGzip()), packed);
  }
  return { path: packed, size: (await stat(packed)).size };
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Writes a file under a name of its own first: what a crash leaves behind is no whole file. */
async function written(source: Readable, path: string): Promise<void> {
  const unfinished = `${path}.${shortId()}.tmp`;
  await pipeline(source, createWriteStream(unfinished));
  await rename(unfinished, path);
}
