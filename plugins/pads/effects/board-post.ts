import { createHash } from 'node:crypto';
import { bodyOf, channelOf, failureOf, isHere, type Message, Refusal } from '@guildhall/sdk';
import type {
  GuildTextBasedChannel,
  MessageCreateOptions,
  MessageEditOptions,
  Message as SentMessage,
} from 'discord.js';
import type { Board } from '../entities/board.ts';
import pads from '../plugin.ts';
import { boardView } from '../views/board.ts';

/**
 * Makes the board message of a guild show how the pads stand: edits it, makes it, or moves it to the channel that the
 * settings name. It may run any number of times.
 */
export async function refreshBoard(guild: string): Promise<void> {
  if (!isHere(pads.host.client, guild)) {
    return;
  }
  const { messages } = pads.parts;
  const { boardChannel } = await pads.host.settings(guild);
  const board = await messages.of(guild);
  const inPlace = board?.message && board.channel === boardChannel;
  if (board?.message && board.channel && !inPlace) {
    await removeMessage(guild, board.channel, board.message);
    await messages.lost(guild, board.message);
  }
  if (!boardChannel) {
    return;
  }
  if (inPlace && (await edited(board))) {
    return;
  }
  await create(guild, boardChannel);
}

/** Takes the board away, so that a new one comes below what was written since. @returns the channel. */
export async function repostBoard(guild: string): Promise<string> {
  const { messages } = pads.parts;
  const { boardChannel } = await pads.host.settings(guild);
  if (!boardChannel) {
    throw new Refusal('no-board-channel');
  }
  const board = await messages.of(guild);
  if (board?.message && board.channel) {
    await removeMessage(guild, board.channel, board.message);
    await messages.lost(guild, board.message);
  }
  await pads.host.database.transaction((em) => messages.changed(em, guild));
  return boardChannel;
}

/** @returns whether the message is still there. */
async function edited(board: Board): Promise<boolean> {
  const { guild } = board;
  const message = board.message!;
  const { messages } = pads.parts;
  const view = await viewOf(guild, board.mark!);
  const shown = hashOf(view);
  if (shown === board.shown && !messages.isStale(board)) {
    return true;
  }
  const channel = await channelOf(pads.host.client, guild, board.channel!);
  if (typeof channel !== 'string') {
    await messages.look(guild);
    const failure = await channel.messages.edit(message, bodyOf(view) as MessageEditOptions).then(
      () => undefined,
      async (error) => {
        const why = failureOf(error);
        if (!why) {
          await messages.unseen(guild);
          throw error;
        }
        return why;
      },
    );
    if (failure === undefined) {
      await messages.confirmed(guild, message, shown);
      return true;
    }
    if (failure === 'forbidden') {
      await messages.troubled(guild, 'forbidden');
      return true;
    }
  }
  if (channel === 'forbidden') {
    await messages.troubled(guild, 'forbidden');
    return true;
  }
  await messages.lost(guild, message);
  return false;
}

async function create(guild: string, channelId: string): Promise<void> {
  const { messages } = pads.parts;
  const { mark, again } = await messages.begin(guild, channelId);
  const channel = await channelOf(pads.host.client, guild, channelId);
  if (typeof channel === 'string') {
    return messages.troubled(guild, channel);
  }
  const view = await viewOf(guild, mark);
  try {
    const found = again ? await findMarked(channel, pads.customId('pick', mark)) : undefined;
    if (found) {
      // It may show the pads as they were before the crash: no hash is known, so it is written again.
      await messages.confirmed(guild, found.id, '');
      await edited((await messages.of(guild))!);
      return;
    }
    const body = bodyOf(view) as MessageCreateOptions;
    const message = await channel.send({ ...body, nonce: mark, enforceNonce: true });
    if (again && (await isGone(message))) {
      await messages.lost(guild, null);
      await create(guild, channelId);
      return;
    }
    await messages.confirmed(guild, message.id, hashOf(view));
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) {
      throw error;
    }
    await messages.troubled(guild, failure);
  }
}

/** A message that was made although nobody told us so: the process or the connection ended at that moment. */
async function findMarked(channel: GuildTextBasedChannel, mark: string) {
  const latest = await channel.messages.fetch({ limit: 50 });
  return latest.find(({ components }) => JSON.stringify(components).includes(mark));
}

/** Discord answers a nonce that it knows with the message of that time, which somebody may have deleted since. */
async function isGone(message: SentMessage): Promise<boolean> {
  const failure = await message.fetch(true).then(
    () => undefined,
    (error) => failureOf(error) ?? Promise.reject(error),
  );
  return failure === 'gone';
}

async function removeMessage(guild: string, channelId: string, message: string): Promise<void> {
  const channel = await channelOf(pads.host.client, guild, channelId);
  if (typeof channel === 'string') {
    return;
  }
  await channel.messages.delete(message).catch((error) => {
    if (!failureOf(error)) {
      throw error;
    }
  });
}

async function viewOf(guild: string, mark: string): Promise<Message> {
  const { t } = await pads.host.texts.ofGuild(guild);
  return boardView(await pads.parts.sessions.states(guild), t, mark);
}

const hashOf = (view: Message) => createHash('sha1').update(JSON.stringify(view)).digest('hex');
