import {
  dateTime,
  formatMoney,
  fromNow,
  type Message,
  person,
  plain,
  quiet,
  type Refusal,
} from '@guildhall/sdk';
import { ButtonStyle, userMention } from 'discord.js';
import { waitsForRole } from '../delivery/role-grants.ts';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { isBooked } from '../orders/order-states.ts';
import type { Overdue } from '../review/reminders.ts';
import {
  button,
  moneyOf,
  orderedWords,
  productName,
  type Reader,
  rowOf,
  statusWords,
  totalWords,
} from './words.ts';

/** What a buyer is told of their order. @param server the name of the guild, which a direct message does not show. */
export function buyerNotice(
  order: Order,
  happened: Happening,
  server: string,
  { t, locale }: Reader,
): Message {
  const { id, expiresAt, payment } = order;
  const { action, reason } = happened;
  // A proof that was turned down for good is another matter than one that may be sent again.
  const last = action === 'reject' && payment === 'cancelled';
  const more = action === 'book' && !isBooked(order);
  const free = action === 'refund' && order.captured === 0;
  const what = last ? 'reject-last' : more ? 'book-more' : free ? 'take-back' : action;
  const lines = [
    t(`notice.${what}`, {
      id,
      product: orderedWords(order),
      at: dateTime(expiresAt),
      refunded: formatMoney(moneyOf(order.refunded, order), locale),
      total: totalWords(order, locale),
    }),
    ...(reason ? [t('notice.reason', { reason: plain(reason, 320) })] : []),
    `-# ${t('notice.why', { server: plain(server, 100) })}`,
  ];
  return { content: lines.join('\n'), allowedMentions: quiet };
}

/** How many orders a reminder names. */
const remindedOf = 15;

/** What staff are told of an order whose content they are to write. */
export const prepareNotice = (order: Order, { t }: Reader): Message => ({
  content: t('notice.prepare', { id: order.id, product: orderedWords(order), user: person(order.buyer, t) }),
  allowedMentions: quiet,
});

/** What staff are reminded of. @param orders which wait for them to write what their buyers get, the oldest first. */
export const remindNotice = (orders: readonly Order[], { t }: Reader): Message => ({
  content: [
    t('notice.remind', { count: orders.length }),
    ...orders.slice(0, remindedOf).map((order) => {
      const since = fromNow(order.capturedAt!);
      return `\`${order.id}\` · ${orderedWords(order)} · ${since}`;
    }),
    ...(orders.length > remindedOf ? [t('seen.more', { count: orders.length - remindedOf })] : []),
  ].join('\n'),
  allowedMentions: quiet,
});

/** What staff are told of an order that could not be delivered. */
export function troubleNotice({ id, buyer, problem }: Order, { t }: Reader): Message {
  const what = t(`problems.${problem}`);
  return { content: t('notice.trouble', { id, user: person(buyer, t), what }), allowedMentions: quiet };
}

/**
 * What a buyer reads where they ordered, when no direct message reaches them. Others read it, too: it says nothing of what
 * they bought, and not which order it was, for the purchase log names orders where it does not name people.
 */
export function waitingNotice(order: Order, { t }: Reader): Message {
  const { buyer } = order;
  return {
    content: t(waitsForRole(order) ? 'notice.waiting-role' : 'notice.waiting', { user: userMention(buyer) }),
    allowedMentions: { users: [buyer] },
  };
}

/**
 * What a buyer reads where they ordered when staff need something from them and no direct message reaches them. Others read
 * it, too: it says as little as {@link waitingNotice}.
 */
export function questionNotice({ buyer, expiresAt }: Order, { t }: Reader): Message {
  return {
    content: t('notice.question', { user: userMention(buyer), at: dateTime(expiresAt) }),
    allowedMentions: { users: [buyer] },
  };
}

/** What staff are told when a buyer may not have read what they need. @param here whether they are still a member. */
export function unreachedNotice({ id, buyer, expiresAt }: Order, here: boolean, { t }: Reader): Message {
  const what = here ? 'notice.unreached' : 'notice.unreached-away';
  return {
    content: t(what, { id, user: person(buyer, t), at: dateTime(expiresAt) }),
    allowedMentions: quiet,
  };
}

/** What staff are told of an order that is over, whose buyer had shown a proof. @param word what was said last about it. */
export function endedNotice(order: Order, word: Happening | undefined, { t }: Reader): Message {
  const { id, buyer, payment } = order;
  const what = payment === 'expired' ? 'expired' : 'cancelled';
  const actor = person(word?.actor ?? buyer, t);
  return {
    content: t(`notice.ended-${what}`, { id, user: person(buyer, t), actor }),
    allowedMentions: quiet,
  };
}

/** Reminds staff of orders that wait for them. */
export function overdueNotice({ orders, count }: Overdue, { t }: Reader): Message {
  const lines = orders.map((order) =>
    t('notice.overdue-line', {
      id: order.id,
      status: statusWords(order, t),
      since: fromNow(order.changedAt),
    }),
  );
  const more = count > orders.length ? [t('notice.overdue-more', { count: count - orders.length })] : [];
  return {
    content: [t('notice.overdue', { count }), ...lines, ...more, t('notice.overdue-how')].join('\n'),
    allowedMentions: quiet,
  };
}

/** Asks staff once more whether a buyer is to have more of something than one person can. @param again says yes to it. */
export function overLimitView({ code, values }: Refusal, again: string, { t }: Reader): Message {
  const name = plain(String(values.name), 160);
  return {
    content: t(`refusals.${code}`, { ...values, name }),
    components: rowOf([button(t('buttons.anyway'), again, ButtonStyle.Danger)]),
    allowedMentions: quiet,
    private: true,
  };
}

/** Asks staff once more whether money came for what is paid in full already. @param again says yes to it. */
export function paidInFullView(order: Order, again: string, { t, locale }: Reader): Message {
  const captured = formatMoney(moneyOf(order.captured - order.refunded, order), locale);
  return {
    content: t('refusals.paid-in-full', { id: order.id, captured }),
    components: rowOf([button(t('buttons.book-more'), again, ButtonStyle.Danger)]),
    allowedMentions: quiet,
    private: true,
  };
}

/** Says that something can be bought again. @param mentioned who waits for it, where others read, too. */
export function restockNotice(product: Product, server: string, { t }: Reader, mentioned?: string): Message {
  const name = productName(product);
  return {
    content: [
      ...(mentioned ? [userMention(mentioned)] : []),
      t('notice.restock', { name, server: plain(server, 100) }),
    ].join(' '),
    allowedMentions: mentioned ? { users: [mentioned] } : quiet,
  };
}

/** Tells staff that little is left of something. */
export function lowStockNotice(product: Product, left: number, { t }: Reader): Message {
  return {
    content: t('notice.low-stock', { name: productName(product), count: left }),
    allowedMentions: quiet,
  };
}
