import { forgotten, type Translate } from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import type { Order } from '../entities/order.ts';
import { isPaid, isReviewable } from '../order-states.ts';
import plugin from '../plugin.ts';
import { button } from './words.ts';

type Buttons = ReturnType<typeof button>[];

/** What staff can do with a payment that they are to check. */
export function reviewButtons(order: Order, t: Translate): Buttons {
  const { payment } = order;
  const act = actOn(order, t);
  return isReviewable(payment)
    ? [
        ...(payment === 'late' ? [] : [act(payment === 'reviewing' ? 'unclaim' : 'claim')]),
        act('approve', ButtonStyle.Success),
        act('reject', ButtonStyle.Danger),
        ...(payment === 'late' ? [] : [act('ask')]),
      ]
    : [];
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
    ...(fulfilment === 'allocated' ? [act('details')] : []),
    ...(sent ? [act('resend')] : []),
    ...(sent && supply === 'items' ? [act('replace')] : []),
    act('refund', ButtonStyle.Danger),
    act('charge-back', ButtonStyle.Danger),
  ];
}

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
  (action: string, style = ButtonStyle.Secondary) =>
    button(t(`buttons.${action}`), plugin.customId(action, id), style);
