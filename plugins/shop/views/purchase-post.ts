import { fromNow, type Message, person, quiet } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import { green, grey, orderedWords, type Reader, yellow } from './words.ts';

/** How an order stands, as far as it is everybody's business. */
function publicStatus({ payment, fulfilment }: Order): 'delivered' | 'paid' | 'returned' {
  if (payment === 'refunded' || payment === 'charged-back') {
    return 'returned';
  }
  return fulfilment === 'delivered' ? 'delivered' : 'paid';
}

const colours = { delivered: green, paid: yellow, returned: grey } as const;

/**
 * What everybody sees of a purchase. Nothing of how it was paid, for how much, or of what was delivered is in it.
 * @param named whether the buyer is named. @param mark stands in it, so that the message is found again.
 */
export function purchasePost(order: Order, named: boolean, mark: string, { t }: Reader): Message {
  const status = publicStatus(order);
  const who = named ? person(order.buyer, t) : t('log.somebody');
  return {
    embeds: [
      {
        description: [
          t('log.bought', { who, product: orderedWords(order) }),
          `${t(`log.${status}`)} · ${fromNow(order.capturedAt!)}`,
        ].join('\n'),
        color: colours[status],
        footer: { text: `${order.id} #${mark}` },
      },
    ],
    allowedMentions: quiet,
  };
}
