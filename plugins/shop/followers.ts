import { forgotten } from '@guildhall/sdk';
import type { Follower } from './changes.ts';
import type { Context } from './context.ts';
import { Sighting } from './entities/sighting.ts';
import type { reviewCards } from './order-messages.ts';
import { isReviewable } from './order-states.ts';
import type { PurchaseLog } from './purchase-log.ts';
import { decideLater } from './sightings.ts';

/** What buyers are told of by direct message; what they did themselves they know. */
const tellsBuyer: ReadonlySet<string> = new Set([
  'ask',
  'reject',
  'expire',
  'refund',
  'charge-back',
  'cancel',
  'approve',
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
    async (em, { order: { guild, id, fulfilment, sendAt, problem } }) => {
      const about = { guild, order: id };
      if (fulfilment === 'allocated') {
        await jobs.add(em, 'deliver', about, { key: `deliver:${id}`, ...(sendAt && { runAt: sendAt }) });
      } else if (fulfilment === 'blocked') {
        await jobs.add(em, 'tell-waiting', about, { key: `waiting:${id}` });
        // Closed direct messages and who left are nothing that staff could mend.
        if (problem !== 'closed' && problem !== 'left') {
          await jobs.add(em, 'tell-staff', about, { key: `trouble:${id}` });
        }
      }
    },
    async (em, { order: { guild, id, payment, submittedAt } }) => {
      if (isReviewable(payment) || submittedAt) {
        await cards.changed(em, { guild, order: id });
      }
    },
    async (em, { order, event }) => {
      if (event === 'submit' && (await em.count(Sighting, { order: order.id })) > 0) {
        await decideLater({ jobs }, em, order);
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
