import { failureOf } from '@guildhall/sdk';
import { type APIMessage, type APIThreadList, ChannelType, Routes } from 'discord.js';
import type { CapturedMessage } from '../entities/captured-message.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import type { Section } from '../transcripts/entry.ts';
import type { Seen } from '../transcripts/protocol.ts';

/** Messages in one request: https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100;

/** Threads of a ticket at most. */
const threadLimit = 200;

/** A stretch of a section: what Discord has, and what was kept of it. */
export interface Stretch {
  readonly section: Section;
  readonly messages: readonly APIMessage[];
  readonly seen: readonly Seen[];
}

/**
 * Reads everything that was written in a ticket and its threads, a page at a time, the oldest first. Discord's own JSON
 * goes through as it is: objects of all messages would stay in memory. Where Discord has nothing, or shows nothing to us,
 * what was kept is all there is.
 * @throws what trying again may help against.
 */
export async function* readTicket(ticket: Ticket): AsyncGenerator<Stretch> {
  const { channel } = ticket;
  const began = plugin.host.clock.now();
  const read = new Set<string>();
  if (channel) {
    for (const section of [{ id: channel, name: '' }, ...(await threadsOf(ticket, channel))]) {
      read.add(section.id);
      yield* readSection(section, began);
    }
  }
  for (const id of await plugin.parts.captures.channelsOf(ticket.id)) {
    if (!read.has(id)) {
      yield* readKept({ id, name: '', ...(read.size > 0 && { hidden: true as const }) }, '0', undefined);
      read.add(id);
    }
  }
}

/** Whether somebody but the bot wrote after a message. Where nothing can be read, nothing new is known. */
export async function newsIn(channel: string, after: string): Promise<boolean> {
  const page = await pageOf(channel, after);
  const own = plugin.host.client.user.id;
  return page?.some(({ author }) => author.id !== own) ?? false;
}

async function* readSection(section: Section, began: Date): AsyncGenerator<Stretch> {
  yield { section, messages: [], seen: [] };
  let after = '0';
  for (;;) {
    const page = await pageOf(section.id, after);
    if (!page) {
      yield* readKept(section, after, undefined);
      return;
    }
    const last = page.length === pageSize ? page.at(-1)!.id : undefined;
    yield { section, messages: page, seen: await keptOf(section.id, page, { after, last, began }) };
    if (last === undefined) {
      return;
    }
    after = last;
  }
}

/** Asks Discord for the page behind a message. @returns undefined where the channel is gone or hidden from us. */
async function pageOf(channel: string, after: string): Promise<APIMessage[] | undefined> {
  const query = new URLSearchParams({ limit: String(pageSize), after });
  try {
    const page = (await plugin.host.client.rest.get(Routes.channelMessages(channel), {
      query,
    })) as APIMessage[];
    return page.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  } catch (error) {
    if (failureOf(error)) {
      return undefined;
    }
    throw error;
  }
}

/** What was kept of a stretch: of messages that are there, and of those that are not any more. */
async function keptOf(
  channel: string,
  page: readonly APIMessage[],
  { after, last, began }: { after: string; last: string | undefined; began: Date },
): Promise<Seen[]> {
  const { captures } = plugin.parts;
  const there = new Set(page.map(({ id }) => id));
  const kept: Seen[] = [];
  const missed: string[] = [];
  const now = plugin.host.clock.now();
  for await (const row of rowsOf(channel, after, last)) {
    if (there.has(row.id) || row.deletedAt) {
      kept.push(seenOf(row));
    } else if (row.at < began) {
      // It went while nobody looked: when, nobody knows.
      missed.push(row.id);
      kept.push(seenOf({ ...row, deletedAt: now }));
    }
  }
  if (missed.length > 0) {
    await captures.deleted(missed, now);
  }
  return kept;
}

async function* readKept(section: Section, after: string, last: string | undefined): AsyncGenerator<Stretch> {
  yield { section, messages: [], seen: [] };
  let seen: Seen[] = [];
  for await (const row of rowsOf(section.id, after, last)) {
    seen.push(seenOf(row));
    if (seen.length === pageSize) {
      yield { section, messages: [], seen };
      seen = [];
    }
  }
  yield { section, messages: [], seen };
}

async function* rowsOf(
  channel: string,
  after: string,
  last: string | undefined,
): AsyncGenerator<CapturedMessage> {
  const size = 5 * pageSize;
  for (let from = after; ; ) {
    const rows = await plugin.parts.captures.between(channel, from, last, size);
    yield* rows;
    if (rows.length < size) {
      return;
    }
    from = rows.at(-1)!.id;
  }
}

function seenOf(row: CapturedMessage): Seen {
  const { id, channel, at, author, authorName, text, files, history, deletedAt } = row;
  return {
    id,
    channel,
    at: at.toISOString(),
    author: { id: author, name: authorName },
    text,
    files,
    history,
    ...(deletedAt && { deletedAt: deletedAt.toISOString() }),
  };
}

/** The threads in the channel of a ticket, the oldest first. Private ones were not for everybody. */
async function threadsOf({ guild, threadIn }: Ticket, channel: string): Promise<Section[]> {
  // A thread has no threads.
  if (threadIn) {
    return [];
  }
  const { rest } = plugin.host.client;
  const lists = await Promise.all(
    [
      Routes.guildActiveThreads(guild),
      Routes.channelThreads(channel, 'public'),
      Routes.channelThreads(channel, 'private'),
    ].map(async (route) => {
      try {
        return ((await rest.get(route)) as APIThreadList).threads;
      } catch (error) {
        if (failureOf(error)) {
          return [];
        }
        throw error;
      }
    }),
  );
  const threads = new Map(lists.flat().map((thread) => [thread.id, thread]));
  return [...threads.values()]
    .filter((thread) => 'parent_id' in thread && thread.parent_id === channel)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .slice(0, threadLimit)
    .map(({ id, name, type }) => ({
      id,
      name: name ?? '',
      ...((type as ChannelType) === ChannelType.PrivateThread && { hidden: true as const }),
    }));
}
