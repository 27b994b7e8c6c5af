import { type Message, showLiveMessage } from '@guildhall/sdk';
import type { BaseInteraction } from 'discord.js';
import type { Voucher } from '../orders/vouches.ts';
import plugin from '../plugin.ts';
import { vouchesView, vouchPost } from '../views/vouch.ts';
import { readerOf, readersIn } from './reader.ts';

/** Makes the message of a vouch show what it says. It stays in the channel that it is in, and away where staff deleted it. */
export async function showVouch(guild: string, id: string): Promise<void> {
  const { orders, vouches, vouchMessages: book } = plugin.parts;
  const [vouch, order] = [await vouches.of(guild, id), await orders.of(guild, id)];
  if (!vouch || !order) {
    return;
  }
  const thing = { guild, order: id };
  const row = await book.of(thing);
  const channel =
    row?.message && !row.trouble ? row.channel! : (await plugin.host.settings(guild)).vouchChannel;
  const reader = await readersIn(guild);
  await showLiveMessage({
    client: plugin.host.client,
    book,
    thing,
    channel,
    deleted: 'stays',
    view: (mark) => vouchPost(vouch, order, mark, reader),
  });
}

/** A page of what customers say. @param page from 0. */
export async function vouchesAnswer(interaction: BaseInteraction<'cached'>, page: number): Promise<Message> {
  const { orders, vouches } = plugin.parts;
  const { guildId } = interaction;
  const found = await vouches.list(guildId, page);
  const bought = await Promise.all(found.rows.map(({ order }) => orders.of(guildId, order)));
  return vouchesView(found, bought, await vouches.summary(guildId), readerOf(interaction));
}

/** Whoever wants to say something, and whether they are staff. */
export async function voucherOf({ member, user }: BaseInteraction<'cached'>): Promise<Voucher> {
  return { user: user.id, staff: await plugin.host.may(member, 'review') };
}
