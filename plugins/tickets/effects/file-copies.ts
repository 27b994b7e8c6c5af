import { isHere } from '@guildhall/sdk';
import type { Client } from 'discord.js';
import plugin from '../plugin.ts';
import { copyMessageFiles } from '../transcripts/message-files.ts';
import { TicketFiles } from '../transcripts/ticket-files.ts';
import { Places } from './places.ts';
import { filesOf } from './transcript-home.ts';

/** Tickets whose files are copied at a time in this process. */
const places = new Places(4);

/** After which time a job looks for a place where nobody calls it, in ms. */
const lookAgain = 60_000;

/** Copies the files that people put into a ticket, those that were not copied yet. A job may do it any number of times. */
export async function copyFiles(guild: string, ticket: string): Promise<void> {
  const { client, logger } = plugin.host;
  const { captures, forgetting } = plugin.parts;
  if (!isHere(client, guild)) {
    return;
  }
  const again = (pause?: number) => captures.copyAgain({ guild, ticket }, pause);
  const leave = places.tryTake();
  if (!leave) {
    await again(lookAgain);
    places.whenFree(() => {
      again().catch((error: unknown) => logger.error('files wait for their copy', { error, guild, ticket }));
    });
    return;
  }
  try {
    const files = await TicketFiles.open(filesOf({ guild, id: ticket }), fileHosts(client));
    if (await copyMessageFiles(ticket, { captures, forgetting, files })) {
      await again();
    }
  } finally {
    leave();
  }
}

/** Removes copies of files. @param ids as Discord calls the files. */
export async function removeFiles(guild: string, ticket: string, ids: readonly string[]): Promise<void> {
  const files = await TicketFiles.open(filesOf({ guild, id: ticket }), []);
  await files.removeIds(ids);
}

/** Where files of messages lie: Discord's own addresses, and those of the API that the bot speaks to. */
export function fileHosts(client: Client): string[] {
  return [
    'cdn.discordapp.com',
    'media.discordapp.net',
    'images-ext-1.discordapp.net',
    'images-ext-2.discordapp.net',
    new URL(client.rest.options.api).host,
  ];
}
