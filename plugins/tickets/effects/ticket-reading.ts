import { failureOf } from '@guildhall/sdk';
import { type APIMessage, type APIThreadList, ChannelType, Routes } from 'discord.js';
import type { CapturedMessage } from '../entities/captured-message.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { Transcript } from '../entities/transcript.ts';
import plugin from '../plugin.ts';
import type { Section } from '../transcripts/entry.ts';
import { compareIds } from '../transcripts/ids.ts';
import type { Seen, Stretch } from '../transcripts/protocol.ts';

/** Messages in one request: https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100;

/** Threads of a ticket at most. */
const threadLimit = 200;

/** A stretch of a section: what Discord has, and what was kept of it. */
export interface Reading extends Omit<Stretch, 'kind'> {
  readonly section: Section;
}

/** What the transcript before says. */
export interface EarlierReading {
  readonly sections: readonly Section[];
  /** When it was read. */
  readonly readAt: Date | undefined;
}

/**
 * Reads everything that was written in a ticket and its threads, a page at a time, the oldest first. Discord's own JSON
 * goes through as it is: objects of all messages would stay in memory. Where Discord has nothing, or shows nothing to us,
 * what was kept is all there is, and what the transcript before says.
 * @throws what trying again may help against.
 */
export async function* readTicket(ticket: Ticket, earlier: EarlierReading): AsyncGenerator<Reading> {
  const began = plugin.host.clock.now();
  const read = new Set<string>();
  const { readAt } = earlier;
  for (const section of await sectionsOf(ticket)) {
    read.add(section.id);
    yield* readSection(section, { began, readAt });
  }
  const kept = await plugin.parts.captures.channelsOf(ticket.id);
  for (const section of [...earlier.sections, ...kept]) {
    if (!read.has(section.id)) {
      read.add(section.id);
      yield* readKept(section, '0', readAt);
    }
  }
}

/** Whether somebody but the bot wrote after what was read. Where nothing can be read, nothing new is known. */
export async function newsIn(ticket: Ticket, lastMessages: Transcript['lastMessages']): Promise<boolean> {
  const own = plugin.host.client.user.id;
  for (const { id, last } of await sectionsOf(ticket)) {
    const after = lastMessages[id] ?? '0';
    if (last === undefined || compareIds(last, after) > 0) {
      const page = await pageOf(id, after);
      if (page?.some(({ author }) => author.id !== own)) {
        return true;
      }
    }
  }
  return false;
}

/** The times that say what of a message is news. */
interface Times {
  readonly began: Date;
  readonly readAt: Date | undefined;
}

/** A channel or thread that Discord shows. */
interface There extends Section {
  /** Its newest message, where Discord says so. It may be deleted. */
  readonly last?: string;
}

/** The channel of a ticket and the threads in it. None where it has no channel. */
async function sectionsOf(ticket: Ticket): Promise<There[]> {
  const { channel } = ticket;
  return channel ? [{ id: channel, name: '', own: true }, ...(await threadsOf(ticket, channel))] : [];
}

async function* readSection({ last: _, ...section }: There, times: Times): AsyncGenerator<Reading> {
  yield { section, messages: [], seen: [] };
  let after = '0';
  for (;;) {
    const page = await pageOf(section.id, after);
    if (!page) {
      yield* readKept(section, after, times.readAt);
      return;
    }
    const last = page.length === pageSize ? page.at(-1)!.id : undefined;
    yield { section, messages: page, seen: await keptOf(section.id, page, { after, last, ...times }) };
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
    return page.sort((a, b) => compareIds(a.id, b.id));
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
  { after, last, began, readAt }: Times & { readonly after: string; readonly last: string | undefined },
): Promise<Seen[]> {
  const { captures } = plugin.parts;
  const there = new Set(page.map(({ id }) => id));
  const kept: Seen[] = [];
  const missed: string[] = [];
  const now = plugin.host.clock.now();
  for await (const row of rowsOf(channel, after, last)) {
    if (there.has(row.id) || row.deletedAt) {
      kept.push(seenOf(row, readAt));
    } else if (row.at < began) {
      // It went while nobody looked: when, nobody knows.
      missed.push(row.id);
      kept.push(seenOf({ ...row, deletedAt: now }, readAt));
    }
  }
  if (missed.length > 0) {
    await captures.deleted(missed, now);
  }
  return kept;
}

async function* readKept(section: Section, after: string, readAt: Date | undefined): AsyncGenerator<Reading> {
  let seen: Seen[] = [];
  for await (const row of rowsOf(section.id, after, undefined)) {
    seen.push(seenOf(row, readAt));
    if (seen.length === pageSize) {
      yield { section, messages: [], seen, kept: true };
      seen = [];
    }
  }
  yield { section, messages: [], seen, kept: true };
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

function seenOf(row: CapturedMessage, readAt: Date | undefined): Seen {
  const { id, channel, at, author, authorName, text, files, more, history, deletedAt, heardAt } = row;
  return {
    id,
    channel,
    at: at.toISOString(),
    author: { id: author, name: authorName },
    text,
    files,
    more,
    history,
    ...(deletedAt && { deletedAt: deletedAt.toISOString() }),
    ...((!readAt || heardAt > readAt) && { news: true as const }),
  };
}

/** The threads in the channel of a ticket, the oldest first. Private ones were not for everybody. */
async function threadsOf({ guild, threadIn }: Ticket, channel: string): Promise<There[]> {
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
    .sort((a, b) => compareIds(a.id, b.id))
    .slice(0, threadLimit)
    .map(({ id, name, type, ...thread }) => ({
      id,
      name: name ?? '',
      ...('last_message_id' in thread && thread.last_message_id && { last: thread.last_message_id }),
      ...((type as ChannelType) === ChannelType.PrivateThread && { hidden: true as const }),
    }));
}
