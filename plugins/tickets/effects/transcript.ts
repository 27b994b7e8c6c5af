import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isHere, shortId } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { Transcript } from '../entities/transcript.ts';
import plugin from '../plugin.ts';
import type { Names } from '../transcripts/entry.ts';
import { TranscriptThread } from '../transcripts/transcript-thread.ts';
import type { Finished } from '../transcripts.ts';
import { numberWords } from '../views/words.ts';
import { newsIn, readTicket } from './ticket-reading.ts';
import { headOf, wordsIn } from './transcript-head.ts';

/** Is told how many messages were read so far. */
export type Progress = (messages: number) => void;

/** What is being made: whoever wants the same transcript meanwhile gets this one. */
const making = new Map<string, { readonly done: Promise<void>; readonly heard: Set<Progress> }>();

/** Makes the transcript that a ticket is to have, if it has not. A job may call it any number of times. */
export async function keepTranscript(guildId: string, id: string): Promise<void> {
  const { tickets, transcripts } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  const [row, ticket] = [await transcripts.of(id), await tickets.find(guildId, id)];
  // Where the guild is not here, the reconciler has it made once it is.
  if (!guild || !isHere(plugin.host.client, guildId) || !row || !ticket || row.made >= row.wanted) {
    return;
  }
  const { wanted } = row;
  if (row.folder !== null && !(await hasNews(ticket, row))) {
    return transcripts.same(row, wanted);
  }
  await makeTranscript(guild, ticket);
}

/** Whether a transcript of now would hold more than the one that there is. Without a channel it would hold less. */
async function hasNews({ channel }: Ticket, row: Transcript): Promise<boolean> {
  const { lastMessage, made } = row;
  if (!channel) {
    return false;
  }
  // One that somebody asked for while the ticket was open does not say how it ended.
  return (
    made === 0 ||
    !lastMessage ||
    (await plugin.parts.transcripts.isOld(row)) ||
    (await newsIn(channel, lastMessage))
  );
}

/** Makes the transcript of a ticket anew, as it is now. @throws what trying again may help against. */
export async function makeTranscript(guild: Guild, ticket: Ticket, progress?: Progress): Promise<void> {
  const running = making.get(ticket.id);
  const heard = running?.heard ?? new Set<Progress>();
  if (progress) {
    heard.add(progress);
  }
  if (running) {
    return running.done;
  }
  const done = make(guild, ticket, (count) => {
    for (const tell of heard) {
      tell(count);
    }
  }).finally(() => making.delete(ticket.id));
  making.set(ticket.id, { done, heard });
  return done;
}

async function make(guild: Guild, ticket: Ticket, progress: Progress): Promise<void> {
  const { transcripts } = plugin.parts;
  const goal = (await transcripts.of(ticket.id))?.wanted;
  const home = homeOf(ticket);
  const folder = join(home, shortId());
  await mkdir(folder, { recursive: true });
  const thread = new TranscriptThread(join(plugin.host.folder, 'transcripts', 'thread.ts'));
  let finished: Finished;
  try {
    finished = await write(guild, ticket, { folder, thread, progress });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await thread.end();
  }
  await transcripts.stored(ticket, goal, finished);
  await tidy(home, folder);
}

interface Work {
  readonly folder: string;
  readonly thread: TranscriptThread;
  readonly progress: Progress;
}

async function write(guild: Guild, ticket: Ticket, { folder, thread, progress }: Work): Promise<Finished> {
  const { t } = await plugin.host.texts.ofGuild(guild.id);
  const names = namesOf(guild);
  const head = await headOf(guild, ticket, names.users);
  await thread.ask({
    kind: 'begin',
    making: {
      folder,
      name: fileName(ticket),
      words: wordsIn(t),
      hosts: fileHosts(guild),
      names,
    },
  });
  let section: string | undefined;
  let count = 0;
  let lastMessage: string | null = null;
  for await (const stretch of readTicket(ticket)) {
    if (stretch.section.id !== section) {
      section = stretch.section.id;
      await thread.ask({ kind: 'section', section: stretch.section });
    }
    const { messages, seen } = stretch;
    if (messages.length + seen.length > 0) {
      await thread.ask({ kind: 'messages', messages, seen });
    }
    if (section === ticket.channel) {
      lastMessage = messages.at(-1)?.id ?? lastMessage;
    }
    count += messages.length;
    progress(count);
  }
  const made = await thread.ask({ kind: 'finish', head });
  return { folder: relative(plugin.host.dataFolder, folder), made: made!, lastMessage };
}

/** Where the transcripts of a ticket lie. */
export const homeOf = ({ guild, id }: Pick<Ticket, 'guild' | 'id'>): string =>
  join(plugin.host.dataFolder, 'transcripts', guild, id);

/** What the files of a transcript are called, without an ending. */
export const fileName = ({ number }: Pick<Ticket, 'number'>): string => `ticket-${numberWords(number)}`;

/** Takes away what is not the transcript any more: older ones, and what a crash left behind. */
export async function tidy(home: string, kept: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (join(home, name) !== kept) {
      await rm(join(home, name), { recursive: true, force: true });
    }
  }
}

/** How people, roles and channels are called, as far as Discord has told us. */
function namesOf(guild: Guild): { users: Names; roles: Names; channels: Names } {
  const entries = <T>(map: ReadonlyMap<string, T>, name: (value: T) => string): Names =>
    Object.fromEntries([...map].map(([id, value]) => [id, name(value)]));
  return {
    users: entries(guild.members.cache, ({ displayName }) => displayName),
    roles: entries(guild.roles.cache, ({ name }) => name),
    channels: entries(guild.channels.cache, ({ name }) => name),
  };
}

/** Where files of messages lie: Discord's own addresses, and those of the API that the bot speaks to. */
function fileHosts({ client }: Guild): string[] {
  return [
    'cdn.discordapp.com',
    'media.discordapp.net',
    'images-ext-1.discordapp.net',
    'images-ext-2.discordapp.net',
    new URL(client.rest.options.api).host,
  ];
}
