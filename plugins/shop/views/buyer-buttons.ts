import { ButtonStyle } from 'discord.js';
import type { Order } from '../entities/order.ts';
import { isPaid } from '../order-states.ts';
import plugin from '../plugin.ts';
import { button, type Reader, rowOf } from './words.ts';

/** What a buyer can do with their order. */
export function buyerButtons({ id, payment, fulfilment, total }: Order, t: Reader['t']) {
  const act = (action: string, style = ButtonStyle.Secondary) =>
    button(t(`buttons.${action}`), plugin.customId(action, id), style);
  if (payment === 'awaiting') {
    const paid = t(total > 0 ? 'buttons.paid' : 'buttons.take');
    return rowOf([
      button(paid, plugin.customId('paid', id), ButtonStyle.Success),
      act('cancel', ButtonStyle.Danger),
    ]);
  }
  if (payment === 'expired') {
    return rowOf([act('paid')]);
  }
  return isPaid(payment) && fulfilment !== 'manual'
    ? rowOf([act('reveal', ButtonStyle.Primary), ...(fulfilment === 'delivered' ? [act('vouch')] : [])])
    : [];
}
