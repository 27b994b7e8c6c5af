import type { Jobs } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Order } from '../entities/order.ts';

/** Has an order sent that is on its way, in this transaction: now, or when it is its time. */
export async function sendLater(
  jobs: Jobs,
  em: EntityManager,
  { guild, id, sendAt }: Pick<Order, 'guild' | 'id' | 'sendAt'>,
): Promise<void> {
  await jobs.add(
    em,
    'deliver',
    { guild, order: id },
    { key: `deliver:${id}`, ...(sendAt && { runAt: sendAt }) },
  );
}
