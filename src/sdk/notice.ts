import { type Client, DiscordAPIError, type MessageCreateOptions } from 'discord.js';
import { type AuditLog, automatic } from './audit.ts';
import type { Database } from './database.ts';
import { unlessFailed } from './discord-failure.ts';
import { channelOf } from './guild-channel.ts';
import { bodyOf, type Message } from './respond.ts';

/** Something that somebody should hear of, wherever they can be reached. */
export interface Notice {
  readonly guild: string;
  /** Channels to try, the best first. */
  readonly channels: readonly (string | null)[];
  /** Not one of v2 components: a direct message goes without the buttons, which would know no guild there. */
  readonly message: Message;
  /** Up to 25 characters; the same ones whenever the same notice is sent again. Discord knows it for some minutes. */
  readonly nonce: string;
  /** Who gets a direct message where no channel takes it. */
  readonly user: string;
}

/** What it takes to tell somebody: a plugin's host has it all. */
export interface NoticeParts {
  readonly client: Client;
  readonly database: Database;
  readonly audit: AuditLog;
}

/**
 * Tells somebody something in the first channel that takes it, else by direct message. Where that does not go either,
 * staff find it in the audit log: the plugin has a text for the action `notice.blocked`, whose target is the user.
 * @throws what may go well another time: call it from a job.
 */
export async function notify(
  { client, database, audit }: NoticeParts,
  { guild, channels, message, nonce, user }: Notice,
): Promise<void> {
  const body = sentOnce(message, nonce);
  for (const id of new Set(channels)) {
    const channel = id ? await channelOf(client, guild, id) : 'gone';
    if (typeof channel !== 'string' && !(await unlessFailed(channel.send(body)))) {
      return;
    }
  }
  const { components: _, ...text } = message;
  if ((await tellByDm(client, user, text, nonce)) === 'sent') {
    return;
  }
  const reason = message.content;
  await database.transaction((em) =>
    audit.write(em, {
      guild,
      actor: automatic,
      action: 'notice.blocked',
      target: user,
      ...(reason === undefined ? {} : { reason }),
    }),
  );
}

/**
 * Who does not exist (10013, 50033), takes no direct messages from the bot (50007), or shares no server with it (50278).
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes
 */
const closedDoors = new Set<number | string>([10013, 50007, 50033, 50278]);

/**
 * Sends a direct message, once for each nonce.
 * @returns `closed` where the person cannot get any, now or when asked again soon.
 * @throws what may go well another time: call it from a job.
 */
export async function tellByDm(
  client: Client,
  user: string,
  message: Message,
  nonce: string,
): Promise<'sent' | 'closed'> {
  try {
    await client.users.send(user, sentOnce(message, nonce));
    return 'sent';
  } catch (error) {
    if (error instanceof DiscordAPIError && closedDoors.has(error.code)) {
      return 'closed';
    }
    throw error;
  }
}

const sentOnce = (message: Message, nonce: string) =>
  ({ ...bodyOf(message), nonce, enforceNonce: true }) as MessageCreateOptions;
