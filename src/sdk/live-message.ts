import { createHash } from 'node:crypto';
import type { Client, GuildTextBasedChannel, MessageCreateOptions, Message as SentMessage } from 'discord.js';
import { failureOf, unlessFailed } from './discord-failure.ts';
import { channelOf, isHere } from './guild-channel.ts';
import type { LiveMessageBook, LiveMessageRow, Shown } from './live-message-book.ts';
import { deleteMessage, editMessage } from './message-edit.ts';
import { bodyOf, type Message } from './respond.ts';

/** How many pages of 100 messages are searched for one whose creation was not confirmed. */
const searchedPages = 5;

/** One thing, and the message that shows it. */
export interface LiveMessage<T extends Shown, E extends T & LiveMessageRow> {
  readonly client: Client;
  readonly book: LiveMessageBook<T, E>;
  readonly thing: T;
}

/** The same, and where and how it is to be shown. */
export interface ShownMessage<T extends Shown, E extends T & LiveMessageRow> extends LiveMessage<T, E> {
  /** The channel that it belongs in; null: it is to be nowhere. */
  readonly channel: string | null;
  /** `stays`: when somebody deletes it, it stays away. Made anew, when left out. */
  readonly deleted?: 'stays';
  /** What it shows now. The mark stands in it: in a custom id, or in a text. */
  readonly view: (mark: string) => Message | Promise<Message>;
}

/**
 * Makes the one message of a thing show how the thing is: edits it, makes it, makes it anew where it was deleted, or
 * moves it to another channel. A message that was made although nobody confirmed it is found again. Nothing is sent
 * when it shows that already, or while Discord has not told us about the guild. It may run any number of times, but for
 * one thing not twice at once: call it from a job with a key.
 * @throws what trying again may help against.
 */
export async function showLiveMessage<T extends Shown, E extends T & LiveMessageRow>(
  shown: ShownMessage<T, E>,
): Promise<void> {
  const { client, book, thing, channel, view } = shown;
  if (!isHere(client, thing.guild)) {
    return;
  }
  const row = await book.of(thing);
  const stays = row?.channel === channel && !book.isToRenew(row);
  if (row?.channel && !stays) {
    await removeLiveMessage(shown);
  }
  if (!channel) {
    return;
  }
  if (row?.message && stays && (await edited(shown, row, await marked(view, row.mark!)))) {
    return;
  }
  await create(shown, channel);
}

/**
 * Takes the message of a thing away, for good or until it is shown again. As with {@link showLiveMessage}, not twice at
 * once for one thing: where people ask for it, have the job do it (`book.renew`).
 */
export async function removeLiveMessage<T extends Shown, E extends T & LiveMessageRow>({
  client,
  book,
  thing,
}: LiveMessage<T, E>): Promise<void> {
  const row = await book.of(thing);
  if (row?.channel && row.mark) {
    const { channel, message, mark } = row;
    await (message
      ? deleteMessage(client, { guild: thing.guild, channel, message })
      : removeMarked(client, thing.guild, channel, mark));
  }
  await book.withdrawn(thing);
}

/** @returns whether the message is still there, or is to stay away. */
async function edited<T extends Shown, E extends T & LiveMessageRow>(
  { client, book, thing, deleted }: ShownMessage<T, E>,
  row: LiveMessageRow,
  view: Message,
): Promise<boolean> {
  const [channel, message, shown] = [row.channel!, row.message!, hashOf(view)];
  if (shown === row.shown && !book.isStale(row)) {
    return true;
  }
  await book.look(thing);
  const failure = await editMessage(client, { guild: thing.guild, channel, message }, view).catch(
    async (error) => {
      await book.unseen(thing);
      throw error;
    },
  );
  if (failure === 'gone' && deleted === 'stays') {
    return true;
  }
  if (failure === 'gone') {
    await book.lost(thing, message);
    return false;
  }
  await (failure ? book.troubled(thing, failure) : book.confirmed(thing, message, shown));
  return true;
}

async function create<T extends Shown, E extends T & LiveMessageRow>(
  shown: ShownMessage<T, E>,
  channelId: string,
): Promise<void> {
  const { book, thing } = shown;
  const { mark, again } = await book.begin(thing, channelId);
  const view = await marked(shown.view, mark);
  const channel = await channelOf(shown.client, thing.guild, channelId);
  if (typeof channel === 'string') {
    return book.troubled(thing, channel);
  }
  try {
    const found = again ? await findMarked(channel, mark) : undefined;
    if (found) {
      // It may show the thing as it was before the crash: no hash is known, so it is written again.
      await book.confirmed(thing, found.id, '');
      const still = await edited(shown, (await book.of(thing))!, view);
      return still ? undefined : await create(shown, channelId);
    }
    const body = bodyOf(view) as MessageCreateOptions;
    const message = await channel.send({ ...body, nonce: mark, enforceNonce: true });
    if (again && (await isGone(message))) {
      await book.lost(thing, null);
      return await create(shown, channelId);
    }
    await book.confirmed(thing, message.id, hashOf(view));
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) {
      throw error;
    }
    await book.troubled(thing, failure);
  }
}

/** A message that was made although nobody told us so: the process or the connection ended at that moment. */
async function findMarked(channel: GuildTextBasedChannel, mark: string): Promise<SentMessage | undefined> {
  let before: string | undefined;
  for (let page = 0; page < searchedPages; page++) {
    const messages = await channel.messages.fetch({ limit: 100, ...(before && { before }), cache: false });
    const found = messages.find(
      ({ author, content, embeds, components }) =>
        author.id === channel.client.user.id && JSON.stringify([content, embeds, components]).includes(mark),
    );
    if (found || messages.size < 100) {
      return found;
    }
    before = messages.lastKey();
  }
  return undefined;
}

/** A message that nobody confirmed, before it is given up. */
async function removeMarked(client: Client, guild: string, channelId: string, mark: string): Promise<void> {
  const channel = await channelOf(client, guild, channelId);
  if (typeof channel !== 'string') {
    await unlessFailed(findMarked(channel, mark).then((found) => found?.delete()));
  }
}

/** Discord answers a nonce that it knows with the message of that time, which somebody may have deleted since. */
async function isGone(message: SentMessage): Promise<boolean> {
  return (await unlessFailed(message.fetch(true))) === 'gone';
}

async function marked(view: (mark: string) => Message | Promise<Message>, mark: string): Promise<Message> {
  const message = await view(mark);
  if (!JSON.stringify(message).includes(mark)) {
    throw new Error('the view of a live message must hold its mark, in a custom id or a text');
  }
  return message;
}

/** Whether a message shows this, as far as we know. */
export const isShown = ({ shown }: LiveMessageRow, view: Message): boolean => shown === hashOf(view);

const hashOf = (view: Message) => createHash('sha1').update(JSON.stringify(view)).digest('hex');
