import { forgotten, type Translate } from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import type { LedgerEntry } from '../entities/ledger-entry.ts';
import type { Order } from '../entities/order.ts';
import { canHappen, isBooked, isOpen, isPaid, isReviewable } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { canTakeBack } from '../review/bookings.ts';
import { button } from './words.ts';

type Buttons = ReturnType<typeof button>[];

/** What staff can do with a payment that they are to check. What decides names what was looked at. */
export function reviewButtons(order: Order, t: Translate): Buttons {
  const { payment, reviewer, submissions } = order;
  const act = actOn(order, t);
  const open = isOpen(payment);
  if (!isReviewable(payment)) {
    return isBooked(order) && canHappen('approve', order)
      ? [act('approve', ButtonStyle.Success, submissions)]
      : [];
  }
  return [
    ...(open ? [act(payment === 'reviewing' ? 'unclaim' : 'claim')] : []),
    act('approve', ButtonStyle.Success, submissions),
    act('reject', ButtonStyle.Danger, submissions),
    ...(open ? [act('ask', ButtonStyle.Secondary, submissions)] : []),
    ...(payment === 'reviewing' && reviewer ? [act('take-over')] : []),
  ];
}

/** The button that writes down that money came which brings nothing by itself. */
export function bookButtons(order: Order, t: Translate): Buttons {
  return canHappen('book', order) ? [actOn(order, t)('book')] : [];
}

/** The button that takes a booking back which was a mistake. */
export function unbookButtons(order: Order, money: readonly LedgerEntry[], t: Translate): Buttons {
  return canTakeBack(order, money) ? [actOn(order, t)('unbook')] : [];
}

/** What staff are to do with an order that is paid. */
export function fillButtons(order: Order, t: Translate): Buttons {
  const fill = isPaid(order.payment) && order.fulfilment === 'manual';
  return fill ? [actOn(order, t)('fill', ButtonStyle.Primary)] : [];
}

/** What staff can do with an order after that. */
export function afterButtons(order: Order, t: Translate): Buttons {
  const { payment, fulfilment, supply } = order;
  const act = actOn(order, t);
  if (payment === 'awaiting') {
    return [act('call-off', ButtonStyle.Danger)];
  }
  if (!isPaid(payment)) {
    return [];
  }
  const sent = fulfilment === 'delivered' || fulfilment === 'blocked';
  return [
    ...(fulfilment === 'allocated' ? [lookAgain(order, t)] : []),
    ...(sent ? [act('resend')] : []),
    ...(sent && supply !== 'none' ? [replaceButton(order, t)] : []),
    act('refund', ButtonStyle.Danger),
    ...(order.captured > 0 ? [act('charge-back', ButtonStyle.Danger)] : []),
  ];
}

/** While it is being sent there is little to do with it: a moment later there is more. */
const lookAgain = ({ id }: Order, t: Translate) =>
  button(t('buttons.look-again'), plugin.customId('details', id));

/** The button with which staff send another item, or another text or file, instead of what was bad. */
const replaceButton = (order: Order, t: Translate) =>
  button(
    t(order.supply === 'items' ? 'buttons.replace' : 'buttons.rewrite'),
    plugin.customId('replace', order.id),
  );

/** The button with which whoever of staff may reads what a buyer got. */
export function inspectButtons(order: Order, t: Translate): Buttons {
  return [actOn(order, t)('inspect')];
}

/** The button that shows what else somebody has ordered. */
export function otherOrdersButtons({ buyer }: Order, t: Translate): Buttons {
  const id = plugin.customId('buyer-orders', buyer, 0);
  return buyer === forgotten ? [] : [button(t('buttons.buyer-orders'), id)];
}

const actOn =
  ({ id }: Order, t: Translate) =>
  (action: string, style = ButtonStyle.Secondary, ...seen: readonly number[]) =>
    button(t(`buttons.${action}`), plugin.customId(action, id, ...seen), style);
