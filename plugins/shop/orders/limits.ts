import { blockOf, Refusal, refusalOfBlock, type Suspect, veiled } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Block } from '../entities/block.ts';
import { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { voidPayments } from './order-states.ts';

/** The orders of somebody, also those of before they were forgotten: limits go on. */
export const ofBuyer = (guild: string, buyer: string) => ({
  $or: [{ buyer }, { veil: veiled(guild, buyer) }],
});

/** @throws Refusal `blocked`, `blocked-until`, `blocked-reason`, `blocked-until-reason`. */
export async function needUnblocked(em: EntityManager, suspect: Suspect, now: Date): Promise<void> {
  const block = await blockOf(em, Block, suspect, now);
  if (block) {
    throw refusalOfBlock(block);
  }
}

/**
 * @param except an order that is not counted: it is the one that asks. @throws Refusal `limit-reached`, with how many the
 * buyer may still have.
 */
export async function withinLimit(
  em: EntityManager,
  { id: product, guild, name, perBuyer }: Product,
  buyer: string,
  quantity: number,
  except = '',
): Promise<void> {
  if (!perBuyer) {
    return;
  }
  const before = await em.find(
    Order,
    { product, ...ofBuyer(guild, buyer), id: { $ne: except }, payment: { $nin: [...voidPayments] } },
    { fields: ['quantity'], disableIdentityMap: true },
  );
  const had = before.reduce((sum, order) => sum + order.quantity, 0);
  if (had + quantity > perBuyer) {
    throw new Refusal('limit-reached', { name, max: perBuyer, count: Math.max(0, perBuyer - had) });
  }
}

/**
 * Whoever pays nothing does not have staff write without end. Ask once the order is in the database: two that cost nothing of
 * one buyer at once want the same slot, whatever else ends then, and the second one waits until the first one counts.
 * @throws Refusal `too-many-orders`.
 */
export async function needFewForNothing(
  em: EntityManager,
  { guild, buyer }: Pick<Order, 'guild' | 'buyer'>,
  max: number,
): Promise<void> {
  const waiting = { guild, total: 0, payment: 'captured', fulfilment: 'manual' } as const;
  if ((await em.count(Order, { ...waiting, ...ofBuyer(guild, buyer) })) >= max) {
    throw new Refusal('too-many-orders', { count: max });
  }
}
