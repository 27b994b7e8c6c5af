import { failureOf } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { threadsFull } from '../rooms/problems.ts';
import { isProblem, isRefused } from './refused.ts';

/** How many threads of closed tickets are put to sleep at a time. */
const atOnce = 5;

/** Guilds in which threads are being put to sleep. */
const resting = new WeakMap<Guild, Promise<boolean>>();

/**
 * Does something after which one more thread is active. Where Discord says that the server has all that it can have, threads
 * of closed tickets, which need not be active, are put to sleep, and it is tried again.
 * @throws what `work` throws.
 */
export async function withRoomForThread<T>(guild: Guild, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isProblem(error, 'threads-full') || !(await makeRoom(guild))) {
      throw error;
    }
    return work();
  }
}

/** As {@link withRoomForThread}, for a ticket: when it had waited for this, the next one that waits has its turn. */
export async function takeThread<T>(guild: Guild, ticket: Ticket, work: () => Promise<T>): Promise<T> {
  const result = await withRoomForThread(guild, work);
  if (ticket.problem === threadsFull) {
    await plugin.parts.census.nextForThread(guild.id, ticket.id);
  }
  return result;
}

/** Whoever asks while room is being made gets the same. @returns whether there may be room now. */
function makeRoom(guild: Guild): Promise<boolean> {
  const under = resting.get(guild);
  if (under) {
    return under;
  }
  const made = restSome(guild).finally(() => resting.delete(guild));
  resting.set(guild, made);
  return made;
}

async function restSome(guild: Guild): Promise<boolean> {
  const awake = guild.channels.cache
    .filter((channel) => channel.isThread())
    .filter(({ archived }) => !archived);
  const closed = await plugin.parts.census.closedIn(guild.id, [...awake.keys()], atOnce);
  let rested = false;
  for (const { channel } of closed) {
    try {
      await awake.get(channel!)!.setArchived(true);
      rested = true;
    } catch (error) {
      // What cannot be put to sleep, or is gone, makes no room; another one may.
      if (!failureOf(error) && !isRefused(error)) {
        throw error;
      }
    }
  }
  return rested;
}
