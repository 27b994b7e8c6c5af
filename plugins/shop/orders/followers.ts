import { forgotten } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { sendLater } from '../delivery/send-job.ts';
import { Sighting } from '../entities/sighting.ts';
import { decideLater } from '../sources/sightings.ts';
import type { Follower } from './changes.ts';
import type { reviewCards } from './order-messages.ts';
import { concernsStaff } from './order-states.ts';
import type { PurchaseLog } from './purchase-log.ts';

/** What buyers are told of by direct message; what they did themselves they know. */
const tellsBuyer: ReadonlySet<string> = new Set([
  'ask',
  'reject',
  'expire',
  'refund',
  'charge-back',
  'cancel',
  'approve',
  'book',
  'book-more',
]);

/** The jobs that make Discord follow an order, and look at it when its time is over. */
export function followersOf(
  { jobs }: Context,
  cards: ReturnType<typeof reviewCards>,
  purchaseLog: PurchaseLog,
): Follower[] {
  return [
    async (em, { order: { guild, id, payment, expiresAt } }) => {
      const key = `expire:${id}`;
      await (payment === 'awaiting'
        ? jobs.add(em, 'expire', { guild, order: id }, { key, runAt: expiresAt })
        : jobs.cancel(em, key));
    },
    async (em, { order, event }) => {
      const { guild, id, fulfilment } = order;
      if (fulfilment === 'allocated') {
        await sendLater(jobs, em, order);
      } else if (fulfilment === 'manual' && (event === 'approve' || event === 'take-free')) {
        await jobs.add(em, 'tell-to-prepare', { guild, order: id }, { key: `prepare:${id}` });
      } else if (event === 'block') {
        const about = { guild, order: id };
        await jobs.add(em, 'tell-staff', about, { key: `trouble:${id}` });
        await jobs.add(em, 'tell-waiting', about, { key: `waiting:${id}` });
      }
    },
    async (em, { order }) => {
      if (concernsStaff(order)) {
        await cards.changed(em, { guild: order.guild, order: order.id });
      }
    },
    async (em, { order, event }) => {
      if (event === 'submit' && (await em.count(Sighting, { order: order.id })) > 0) {
        await decideLater({ jobs }, em, order);
      }
    },
    async (em, { order, event }) => {
      const { guild, id, submissions } = order;
      // Staff saw a proof of it, and nobody decides any more.
      if (submissions > 0 && (event === 'expire' || event === 'cancel')) {
        await jobs.add(em, 'tell-ended', { guild, order: id }, { key: `ended:${id}` });
      }
    },
    (em, { order }) => purchaseLog.follow(em, order),
    async (em, { order, event, actor }) => {
      const { guild, id, version, buyer, fulfilment } = order;
      // What is delivered at once says all there is to say.
      const said = event === 'approve' && fulfilment !== 'manual';
      if (tellsBuyer.has(event) && actor !== buyer && buyer !== forgotten && !said) {
        await jobs.add(em, 'tell-buyer', { guild, order: id, version });
      }
    },
  ];
}
