import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { removeLiveMessage, shortId } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { TranscriptThread } from '../transcripts/transcript-thread.ts';
import { fileName, homeOf, tidy } from './transcript.ts';
import { wordsIn } from './transcript-head.ts';

/** Removes all files of a guild. */
export async function eraseTranscripts(guild: string): Promise<void> {
  if (/^\d+$/.test(guild)) {
    await rm(join(plugin.host.dataFolder, 'transcripts', guild), { recursive: true, force: true });
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

/** Writes the transcript of a ticket anew, without what somebody wrote in it. */
export async function forgetInTranscript(guild: string, id: string, user: string): Promise<void> {
  const { tickets, transcripts } = plugin.parts;
  const [row, ticket] = [await transcripts.of(id), await tickets.find(guild, id)];
  if (!row?.folder || !ticket) {
    return;
  }
  const { t } = await plugin.host.texts.ofGuild(guild);
  const home = homeOf(ticket);
  const folder = join(home, shortId());
  await mkdir(folder, { recursive: true });
  const thread = new TranscriptThread(join(plugin.host.folder, 'transcripts', 'thread.ts'));
  try {
    const names = { users: {}, roles: {}, channels: {} };
    const making = { folder, name: fileName(ticket), words: wordsIn(t), hosts: [], names };
    await thread.ask({ kind: 'begin', making });
    const from = join(plugin.host.dataFolder, row.folder);
    const made = await thread.ask({ kind: 'forget', from, user, somebody: t('words.somebody') });
    await transcripts.rewritten(id, row.folder, {
      folder: relative(plugin.host.dataFolder, folder),
      made: made!,
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await thread.end();
  }
  await tidy(home, folder);
}
