import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { removeLiveMessage, shortId } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { tidy, tidyAll } from '../transcripts/attempts.ts';
import { homesOf } from '../transcripts/homes.ts';
import { finish, openThread } from './transcript.ts';
import { wordsIn } from './transcript-head.ts';
import { fileName, filesOf, homeOf, transcriptsFolder } from './transcript-home.ts';

/** Removes all files of a guild. */
export async function eraseTranscripts(guild: string): Promise<void> {
  if (/^\d+$/.test(guild)) {
    await rm(join(transcriptsFolder(), guild), { recursive: true, force: true });
  }
}

/** Removes the files of a ticket, and the message that carries them. */
export async function eraseTranscript(guild: string, ticket: string): Promise<void> {
  const { client } = plugin.host;
  const { transcriptPosts, transcriptErasures } = plugin.parts;
  await rm(homeOf({ guild, id: ticket }), { recursive: true, force: true });
  if (client.guilds.cache.get(guild)) {
    await removeLiveMessage({ client, book: transcriptPosts, thing: { guild, ticket } });
  }
  await transcriptErasures.unposted(ticket);
}

/** Writes the transcript of a ticket anew, without those who are to be forgotten. */
export async function forgetInTranscript(guildId: string, id: string): Promise<void> {
  const { client, dataFolder, texts } = plugin.host;
  const { tickets, transcripts } = plugin.parts;
  const [row, ticket] = [await transcripts.of(id), await tickets.find(guildId, id)];
  if (!row?.folder || !ticket) {
    return;
  }
  const { t } = await texts.ofGuild(guildId);
  const home = homeOf(ticket);
  const folder = join(home, shortId());
  const making = { folder, files: filesOf(ticket), before: join(dataFolder, row.folder), hosts: [] };
  const thread = openThread();
  try {
    const known = await thread.ask({
      kind: 'begin',
      making: { ...making, name: fileName(ticket), words: wordsIn(t) },
    });
    for (const section of known!.sections) {
      await thread.ask({ kind: 'section', section });
      await thread.ask({ kind: 'messages', messages: [], seen: [], kept: true });
    }
    const named = await thread.ask({ kind: 'name', head: known!.head });
    const finished = await finish(client.guilds.cache.get(guildId), ticket, { thread, named });
    await transcripts.rewritten(id, row.folder, { folder: relative(dataFolder, folder), ...finished });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await thread.end();
  }
  await tidy(home, { named: (await transcripts.of(id))?.folder, needless: row.folder });
}

/** Removes what a crash left in the folders of tickets: what a row named before, and what none was to name in the end. */
export const sweepTranscripts = (): Promise<void> =>
  tidyAll(transcriptsFolder(), (tickets) => homesOf(plugin.host.database.read(), tickets));
