import { unlessFailed } from '@guildhall/sdk';
import { type CategoryChannel, ChannelType, type Guild, SnowflakeUtil } from 'discord.js';
import type { OverflowCategory } from '../entities/overflow-category.ts';
import plugin from '../plugin.ts';
import { isFull } from './refused.ts';

/** Discord's limit for the channels of a category. It may count channels that we do not see, and refuse earlier. */
const categoryLimit = 50;

/** How many new categories are tried after the first, before it is given up. */
const newOnes = 2;

/** Categories that are being made in this process, by the one that each stands in for. */
const making = new Map<string, Promise<string>>();

/**
 * Does something in a category; where Discord says that it is full, in one beside it that has room, and where none has,
 * in a new one. Those that are full as far as we see are not tried.
 * @throws what `work` throws for another reason, and what keeps a new category from being made.
 */
export async function inSomeCategory<T>(
  guild: Guild,
  origin: string,
  homes: ReadonlyMap<string, string>,
  work: (category: string) => Promise<T>,
): Promise<T> {
  const beside = [...homes].filter(([, of]) => of === origin).map(([category]) => category);
  const known = [origin, ...beside].filter((category) => hasRoom(guild, category));
  const full = new Set<string>();
  for (let attempt = 0; ; attempt += 1) {
    const category = known[attempt] ?? (await another(guild, origin, full));
    try {
      return await work(category);
    } catch (error) {
      // Many may have come into a new one at the same moment.
      if (!isFull(error) || attempt >= known.length + newOnes) {
        throw error;
      }
      full.add(category);
    }
  }
}

/** Takes away what is empty of the categories that the bot made. One that people put something into stays. */
export async function removeEmptyCategories(guild: Guild): Promise<void> {
  const { overflow } = plugin.parts;
  for (const { channel } of await overflow.idle(guild.id)) {
    const category = guild.channels.cache.get(channel!);
    const empty = category?.type === ChannelType.GuildCategory && category.children.cache.size === 0;
    if (!category || (empty && (await unlessFailed(guild.channels.delete(channel!))) !== 'forbidden')) {
      await overflow.forget({ channel });
    }
  }
}

function hasRoom(guild: Guild, id: string): boolean {
  const category = guild.channels.cache.get(id);
  return category?.type === ChannelType.GuildCategory && category.children.cache.size < categoryLimit;
}

/** One more category beside those that are full. Whoever asks while it is being made gets the same. */
function another(guild: Guild, origin: string, full: ReadonlySet<string>): Promise<string> {
  const there = making.get(origin);
  if (there) {
    return there;
  }
  const made = make(guild, guild.channels.cache.get(origin) as CategoryChannel, full).finally(() => {
    making.delete(origin);
  });
  making.set(origin, made);
  return made;
}

async function make(guild: Guild, origin: CategoryChannel, full: ReadonlySet<string>): Promise<string> {
  const { overflow } = plugin.parts;
  // Somebody else may have made one since the caller looked.
  const homes = await overflow.homes(guild.id);
  const roomy = [...homes].find(
    ([category, of]) => of === origin.id && !full.has(category) && hasRoom(guild, category),
  );
  if (roomy) {
    return roomy[0];
  }
  const { row, again } = await overflow.begin(guild.id, origin.id);
  const name = `${origin.name.slice(0, 96)} ${row.number}`;
  const found = again ? await madeSince(guild, name, row, homes) : undefined;
  const { t } = await plugin.host.texts.ofGuild(guild.id);
  try {
    const category =
      found ??
      (await guild.channels.create({
        type: ChannelType.GuildCategory,
        name,
        permissionOverwrites: [...origin.permissionOverwrites.cache.values()],
        // Of two with one position, Discord shows the newer one below.
        position: origin.rawPosition,
        reason: t('overflow.reason', { name: origin.name }),
      }));
    await overflow.made(row, category.id);
    return category.id;
  } catch (error) {
    if (!isUnknown(error)) {
      await overflow.forget({ id: row.id });
    }
    throw error;
  }
}

/** A category that was made although nobody wrote that down: of that name, since it was asked for, and nobody's. */
async function madeSince(
  guild: Guild,
  name: string,
  { askedAt }: OverflowCategory,
  homes: ReadonlyMap<string, string>,
): Promise<CategoryChannel | undefined> {
  const channels = await guild.channels.fetch();
  const since = askedAt.getTime() - 60_000;
  return channels.find(
    (channel): channel is CategoryChannel =>
      channel?.type === ChannelType.GuildCategory &&
      channel.name === name &&
      !homes.has(channel.id) &&
      channel.children.cache.size === 0 &&
      SnowflakeUtil.timestampFrom(channel.id) >= since,
  );
}

/** Whether Discord may have made it all the same: it did not say that it refuses. */
function isUnknown(error: unknown): boolean {
  const status = (error as { status?: unknown }).status;
  return typeof status !== 'number' || status >= 500;
}
