import { type Block, showLiveMessage } from '@guildhall/sdk';
import type { Client } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { type CardFacts, cardView } from '../views/card.ts';
import { readersIn } from './reader.ts';
import { rolesOf } from './roles-of.ts';

/** Makes the card of an order show how it stands. */
export async function showCard(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  if (!order || !(order.submittedAt || (await plugin.parts.sightings.of(order)).length > 0)) {
    return;
  }
  const { reviewChannel } = await plugin.host.settings(guild);
  const facts = await factsOf(order);
  const reader = await readersIn(guild);
  await showLiveMessage({
    client: plugin.host.client,
    book: plugin.parts.cards,
    thing: { guild, order: id },
    channel: reviewChannel,
    view: (mark) => cardView(facts, mark, reader),
  });
}

/** What staff are to know of an order. */
export async function factsOf(order: Order): Promise<CardFacts> {
  const { orders, proofs } = plugin.parts;
  const shown = await proofs.of(order.id);
  const id = shown.find(({ picture }) => picture)?.picture;
  const picture = id ? await proofs.picture(order.guild, id) : undefined;
  return {
    order,
    proofs: shown,
    seen: await plugin.parts.sightings.of(order),
    twins: await proofs.twins(order.guild, order.id),
    buyer: { ...(await orders.countsOf(order)), ...(await memberFacts(plugin.host.client, order)) },
    block: await blockNow(order),
    picture: picture && { bytes: picture.bytes, name: 'proof.webp', hash: picture.hash },
  };
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
