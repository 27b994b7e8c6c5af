import { ButtonStyle } from 'discord.js';
import type { Order } from '../entities/order.ts';
import { isDueToCome, isPaid } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { button, type Reader, rowOf } from './words.ts';

/** What a buyer can do with their order. */
export function buyerButtons({ id, payment, fulfilment }: Order, t: Reader['t']) {
  const act = (action: string, style = ButtonStyle.Secondary) =>
    button(t(`buttons.${action}`), plugin.customId(action, id), style);
  if (payment === 'awaiting') {
    return rowOf([act('paid', ButtonStyle.Success), act('cancel', ButtonStyle.Danger)]);
  }
  if (payment === 'expired') {
    return rowOf([act('paid')]);
  }
  return isPaid(payment) && isDueToCome(fulfilment) && fulfilment !== 'manual'
    ? rowOf([act('reveal', ButtonStyle.Primary), ...(fulfilment === 'delivered' ? [act('vouch')] : [])])
    : [];
}
