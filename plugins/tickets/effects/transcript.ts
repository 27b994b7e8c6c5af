import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isHere, shortId } from '@guildhall/sdk';
import { type Guild, PermissionsBitField } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { Transcript } from '../entities/transcript.ts';
import plugin from '../plugin.ts';
import { tidy } from '../transcripts/attempts.ts';
import type { NamesOf } from '../transcripts/named.ts';
import type { NamedFor } from '../transcripts/protocol.ts';
import { TranscriptThread } from '../transcripts/transcript-thread.ts';
import type { Finished } from '../transcripts/transcripts.ts';
import { fileHosts } from './file-copies.ts';
import { Places } from './places.ts';
import { newsIn, readTicket } from './ticket-reading.ts';
import { headOf, wordsIn } from './transcript-head.ts';
import { fileName, filesOf, homeOf } from './transcript-home.ts';

/** Is told how many messages were read so far. */
export type Progress = (messages: number) => void;

/** Transcripts that are made at a time in this process: each has a thread, and much memory. */
const places = new Places(2);

/** What is being made: whoever wants the same transcript meanwhile waits for it. */
const making = new Map<string, { readonly done: Promise<void>; readonly heard: Set<Progress> }>();

/**
 * Makes the transcript that a ticket is to have, if it has not. A job may call it any number of times: it does not wait
 * for a place, nor for what somebody asked for.
 */
export async function keepTranscript(guildId: string, id: string): Promise<void> {
  const { tickets, transcripts } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  const [row, ticket] = [await transcripts.of(id), await tickets.find(guildId, id)];
  // Where the guild is not here, the reconciler has it made once it is.
  if (!guild || !isHere(plugin.host.client, guildId) || !row || !ticket || row.made >= row.wanted) {
    return;
  }
  const again = () => {
    transcripts.now(row).catch((error: unknown) => {
      plugin.host.logger.error('a transcript waits to be made', { error, guild: guildId, ticket: id });
    });
  };
  const running = making.get(id);
  if (running) {
    await transcripts.later(row);
    // What it does not hold is made next.
    running.done.catch(() => {}).then(again);
    return;
  }
  const leave = places.tryTake();
  if (!leave) {
    await transcripts.later(row);
    places.whenFree(again);
    return;
  }
  await share(id, undefined, async (progress) => {
    try {
      const { wanted } = row;
      const news = await hasNews(ticket, row);
      // What goes for good is read once more: who edited a message while nobody looked, nobody told.
      const last = ticket.state === 'deleting' && ticket.channel !== null;
      await (news || last ? make(guild, ticket, { news, progress }) : transcripts.same(row, wanted));
    } finally {
      leave();
    }
  });
}

/** Makes the transcript of a ticket anew, if there is more to tell than there was. @throws what trying again may help against. */
export async function renewTranscript(guild: Guild, id: string, progress: Progress): Promise<void> {
  // What is being made may have been read before the last words.
  await making.get(id)?.done.catch(() => {});
  const { tickets, transcripts } = plugin.parts;
  await share(id, progress, async (tell) => {
    const [row, ticket] = [await transcripts.of(id), await tickets.find(guild.id, id)];
    if (!ticket || (row && !(await hasNews(ticket, row)))) {
      return;
    }
    const leave = await places.take();
    try {
      await make(guild, ticket, { news: true, progress: tell });
    } finally {
      leave();
    }
  });
}

/** Does `work` for a ticket, or joins who does it. */
function share(
  id: string,
  progress: Progress | undefined,
  work: (progress: Progress) => Promise<void>,
): Promise<void> {
  const running = making.get(id);
  const heard = running?.heard ?? new Set<Progress>();
  if (progress) {
    heard.add(progress);
  }
  if (running) {
    return running.done;
  }
  const done = work((count) => {
    for (const tell of heard) {
      tell(count);
    }
  }).finally(() => making.delete(id));
  making.set(id, { done, heard });
  return done;
}

/** Whether a transcript of now would hold more than the one that there is. */
async function hasNews(ticket: Ticket, row: Transcript): Promise<boolean> {
  return (
    row.folder === null ||
    (await plugin.parts.transcripts.isOld(row, ticket)) ||
    (await newsIn(ticket, row.lastMessages))
  );
}

interface Work {
  readonly news: boolean;
  readonly progress: Progress;
}

async function make(guild: Guild, ticket: Ticket, work: Work): Promise<void> {
  const { transcripts } = plugin.parts;
  // What happens from here on may not be in it.
  const readAt = plugin.host.clock.now();
  const row = await transcripts.of(ticket.id);
  const home = homeOf(ticket);
  const folder = join(home, shortId());
  await mkdir(folder, { recursive: true });
  const thread = openThread();
  let needless: string | null;
  try {
    const before = row?.folder ? join(plugin.host.dataFolder, row.folder) : undefined;
    const finished = await write(guild, ticket, { ...work, folder, before, thread, readAt });
    needless = await transcripts.stored(ticket, row?.wanted ?? 0, finished);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await thread.end();
  }
  await tidy(home, { named: (await transcripts.of(ticket.id))?.folder, needless });
}

export const openThread = () => new TranscriptThread(join(plugin.host.folder, 'transcripts', 'thread.ts'));

interface Writing extends Work {
  readonly folder: string;
  /** The folder of the transcript before. */
  readonly before: string | undefined;
  readonly thread: TranscriptThread;
  readonly readAt: Date;
}

async function write(guild: Guild, ticket: Ticket, writing: Writing): Promise<Finished> {
  const { folder, before, thread, progress, news, readAt } = writing;
  const { t } = await plugin.host.texts.ofGuild(guild.id);
  const head = await headOf(guild, ticket);
  const row = await plugin.parts.transcripts.of(ticket.id);
  const known = await thread.ask({
    kind: 'begin',
    making: {
      folder,
      files: filesOf(ticket),
      ...(before !== undefined && { before }),
      name: fileName(ticket),
      words: wordsIn(t),
      hosts: fileHosts(guild.client),
    },
  });
  let section: string | undefined;
  let count = 0;
  const lastMessages: Record<string, string> = {};
  const earlier = { sections: known?.sections ?? [], readAt: row?.readAt ?? undefined };
  for await (const { section: place, messages, seen, kept } of readTicket(ticket, earlier)) {
    if (place.id !== section) {
      section = place.id;
      await thread.ask({ kind: 'section', section: place });
    }
    if (messages.length + seen.length > 0 || kept) {
      await thread.ask({ kind: 'messages', messages, seen, ...(kept && { kept }) });
    }
    const last = messages.at(-1)?.id;
    if (last !== undefined) {
      lastMessages[place.id] = last;
    }
    count += messages.length;
    progress(count);
  }
  const named = await thread.ask({ kind: 'name', head });
  const { made, askedAt } = await finish(guild, ticket, { thread, named });
  return { folder: relative(plugin.host.dataFolder, folder), made, lastMessages, readAt, askedAt, news };
}

/** Leaves out who is to be left out, gives names to those who are left, and has the versions written. */
export async function finish(
  guild: Guild | undefined,
  ticket: Ticket,
  { thread, named: all }: { readonly thread: TranscriptThread; readonly named: NamedFor },
): Promise<Pick<Finished, 'made' | 'askedAt'>> {
  const { texts, clock, database } = plugin.host;
  const askedAt = clock.now();
  const { users, numbers } = all.staff;
  const forgotten = await plugin.parts.forgetting.among(database.read(), [...users, ...numbers]);
  const { t } = await texts.ofGuild(ticket.guild);
  const named =
    Object.keys(forgotten).length > 0
      ? await thread.ask({ kind: 'forget', forgotten, somebody: t('words.somebody') })
      : all;
  const made = await thread.ask({ kind: 'finish', names: namesOf(guild, ticket, named) });
  return { made, askedAt };
}

/** How those are called who are named, as far as Discord has told us. The creator knows the channels that they see. */
function namesOf(guild: Guild | undefined, { creator }: Ticket, named: NamedFor) {
  const member = guild?.members.cache.get(creator);
  const pick = <T>(
    ids: ReadonlySet<string>,
    from: ReadonlyMap<string, T> | undefined,
    name: (value: T) => string | undefined,
  ) =>
    Object.fromEntries(
      [...ids].flatMap((id) => {
        const value = from?.get(id);
        const text = value && name(value);
        return text === undefined ? [] : [[id, text]];
      }),
    );
  const names = (reader: keyof NamedFor): NamesOf => ({
    users: pick(named[reader].users, guild?.members.cache, ({ displayName }) => displayName),
    roles: pick(named[reader].roles, guild?.roles.cache, ({ name }) => name),
    channels: pick(named[reader].channels, guild?.channels.cache, (channel) =>
      reader === 'staff' || channel.permissionsFor(member ?? guild!.roles.everyone)?.has(sees)
        ? channel.name
        : undefined,
    ),
  });
  return { staff: names('staff'), creator: names('creator') };
}

const sees = PermissionsBitField.Flags.ViewChannel;
