import { createReadStream, createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Guild, GuildPremiumTier } from 'discord.js';
import type { Transcript } from '../entities/transcript.ts';
import plugin from '../plugin.ts';
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

/** The files of a transcript that go into one message, and those that are too large for it. */
export interface Parcel {
  readonly files: { readonly attachment: string; readonly name: string }[];
  readonly left: readonly string[];
}

/** Chooses what fits: the page first, then text, then JSON; compressed where it does not as it is. */
export async function parcelOf(
  { folder, staffFiles, creatorFiles }: Transcript,
  reader: Reader,
  limit: number,
): Promise<Parcel> {
  const home = join(plugin.host.dataFolder, folder!);
  const rank = ({ name }: MadeFile) => ['html', 'txt', 'json'].indexOf(name.split('.').at(-1)!);
  const files = (reader === 'staff' ? staffFiles : creatorFiles).toSorted((a, b) => rank(a) - rank(b));
  const chosen: Parcel['files'] = [];
  const left: string[] = [];
  let room = limit;
  for (const { name, size } of files) {
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
  return { files: chosen, left };
}

/** A file once more, compressed, beside it. What is there already is not made again. */
async function compressed(path: string): Promise<{ path: string; size: number }> {
  const packed = `${path}.gz`;
  const known = await stat(packed).catch(() => undefined);
  if (!known) {
    // A name of its own first: what a crash leaves behind is no whole file.
    await pipeline(createReadStream(path), createGzip(), createWriteStream(`${packed}.tmp`));
    await rename(`${packed}.tmp`, packed);
  }
  return { path: packed, size: (known ?? (await stat(packed))).size };
}
