import { type Block, isHere, missingMessages, showLiveMessage } from '@guildhall/sdk';
import type { Client } from 'discord.js';
import type { Order } from '../entities/order.ts';
import type { Proof } from '../entities/proof.ts';
import { concernsStaff } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { type CardFacts, cardView, proofsShown, type ShownPicture } from '../views/card.ts';
import { partOf } from '../views/side-by-side.ts';
import { readersIn } from './reader.ts';
import { rolesOf } from './roles-of.ts';

/** Makes the card of an order show how it stands. */
export async function showCard(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  if (!order || !(await isForStaff(order))) {
    return;
  }
  const { reviewChannel, notifyRole } = await plugin.host.settings(guild);
  const shown = await plugin.parts.cards.of({ guild, order: id });
  // A card that is made anew tells nobody once more.
  const call = notifyRole ? { role: notifyRole, aloud: !shown?.editedAt } : undefined;
  const facts = await factsOf(order);
  const reader = await readersIn(guild);
  await showLiveMessage({
    client: plugin.host.client,
    book: plugin.parts.cards,
    thing: { guild, order: id },
    channel: reviewChannel,
    view: (mark) => cardView(facts, mark, reader, call),
  });
}

/** How many orders are looked at together. */
const cardsAtOnce = 100;

/** Makes the cards of orders that wait for staff anew, where they are not, or not in the channel for payments. */
export async function checkCards(guild: string): Promise<void> {
  const { client } = plugin.host;
  if (!isHere(client, guild)) {
    return;
  }
  const { cards, staffCards } = plugin.parts;
  const { reviewChannel } = await plugin.host.settings(guild);
  for await (const waiting of staffCards.waiting(guild, cardsAtOnce)) {
    const inPlace = waiting.flatMap(({ card }) =>
      card?.message && card.channel === reviewChannel && !card.trouble ? [card] : [],
    );
    const gone = await missingMessages(client, guild, inPlace);
    const right = new Set(inPlace.filter((card) => !gone.includes(card)).map(({ order }) => order));
    const wrong = waiting.filter(({ order }) => !right.has(order));
    await cards.doubt(wrong.map(({ order }) => ({ guild, order })));
  }
  await staffCards.retry(guild);
}

/** Whether staff are to see an order: somebody says that it is paid, saw a payment of it, or was refused with one. */
async function isForStaff(order: Order): Promise<boolean> {
  const { namedTransactions, sightings } = plugin.parts;
  return (
    concernsStaff(order) ||
    (await sightings.of(order)).length > 0 ||
    (await namedTransactions.rivals(order)).length > 0
  );
}

/** What staff are to know of an order. @param page of its proofs, from 0. @param most so many of their pictures. */
export async function factsOf(order: Order, page = 0, most = 1): Promise<CardFacts> {
  const { orders, proofs } = plugin.parts;
  const all = await proofs.of(order.id);
  const shown = partOf(all, page, proofsShown);
  return {
    order,
    proofs: shown,
    proofCount: all.length,
    pictures: await picturesOf(shown, most),
    seen: await plugin.parts.sightings.of(order),
    shortBy: (await plugin.host.settings(order.guild)).shortBy,
    word: await orders.lastWord(order),
    twins: await proofs.twins(order.guild, order.id),
    rivals: await plugin.parts.namedTransactions.rivals(order),
    buyer: { ...(await orders.countsOf(order)), ...(await memberFacts(plugin.host.client, order)) },
    block: await blockNow(order),
  };
}

/** The pictures of these proofs, as they stand in a message. */
async function picturesOf(shown: readonly Proof[], most: number): Promise<ShownPicture[]> {
  const pictures: ShownPicture[] = [];
  for (const { guild, picture: id } of shown.filter(({ picture }) => picture).slice(0, most)) {
    const picture = await plugin.parts.proofs.picture(guild, id!);
    if (picture) {
      const { bytes, hash } = picture;
      pictures.push({ bytes, hash, name: `proof-${pictures.length + 1}.webp` });
    }
  }
  return pictures;
}

/** What keeps the buyer of an order from buying now. */
async function blockNow({ guild, buyer: user }: Order): Promise<Block | undefined> {
  const roles = await rolesOf(plugin.host.client, guild, user);
  return plugin.parts.blocks.of({ guild, user, roles });
}

/** Since when somebody has an account, and is here; as far as Discord has told us. */
async function memberFacts(client: Client, { guild, buyer }: Order) {
  const member = client.guilds.cache.get(guild)?.members.cache.get(buyer);
  const user = member?.user ?? client.users.cache.get(buyer);
  return { accountSince: user?.createdAt, memberSince: member?.joinedAt ?? undefined };
}
