import { dateTime, formatMoney, type Message, person, plain, quiet } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { waitsForRole } from '../role-grants.ts';
import { moneyOf, orderedWords, productName, type Reader, totalWords } from './words.ts';

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
  const what = action === 'reject' && payment === 'cancelled' ? 'reject-last' : action;
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

/** What staff are told of an order that could not be delivered. */
export function troubleNotice({ id, buyer, problem }: Order, { t }: Reader): Message {
  const what = t(`problems.${problem}`);
  return { content: t('notice.trouble', { id, user: person(buyer, t), what }), allowedMentions: quiet };
}

/** What a buyer reads where they ordered, when no direct message reaches them. It says nothing of what they bought. */
export function waitingNotice(order: Order, { t }: Reader): Message {
  const { buyer, id } = order;
  return {
    content: t(waitsForRole(order) ? 'notice.waiting-role' : 'notice.waiting', {
      user: userMention(buyer),
      id,
    }),
    allowedMentions: { users: [buyer] },
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
