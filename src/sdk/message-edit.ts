import type { Client, MessageEditOptions } from 'discord.js';
import { unlessFailed } from './discord-failure.ts';
import { channelOf } from './guild-channel.ts';
import { editOf, type Message } from './respond.ts';

/** Where a message is. */
export interface MessagePlace {
  readonly guild: string;
  readonly channel: string;
  readonly message: string;
}

/**
 * Makes a message of the bot show `view`, and nothing else. @returns undefined when it does, or why it cannot: the
 * message or its channel is `gone`, or the bot is `forbidden` to. @throws what trying again may help against.
 */
export async function editMessage(
  client: Client,
  { guild, channel: id, message }: MessagePlace,
  view: Message,
): Promise<'gone' | 'forbidden' | undefined> {
  const channel = await channelOf(client, guild, id);
  if (typeof channel === 'string') {
    return channel;
  }
  const failure = await unlessFailed(channel.messages.edit(message, editOf(view) as MessageEditOptions));
  // Discord answers 404 for a moment about what it has: a second answer decides, before another message is made.
  const look = { message, force: true, cache: false };
  if (failure === 'gone' && (await unlessFailed(channel.messages.fetch(look))) !== 'gone') {
    throw new Error(`Discord answers that message ${message} is not there, and shows it`);
  }
  return failure;
}

/** Takes a message of the bot away, if it is there and the bot may. */
export async function deleteMessage(
  client: Client,
  { guild, channel: id, message }: MessagePlace,
): Promise<void> {
  const channel = await channelOf(client, guild, id);
  if (typeof channel !== 'string') {
    await unlessFailed(channel.messages.delete(message));
  }
}
