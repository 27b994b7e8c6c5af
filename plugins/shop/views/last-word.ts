import { fromNow, person, plain, type Translate } from '@guildhall/sdk';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';

/** What staff last said about a payment, for its buyer: without who said it. */
export const wordForBuyer = ({ action, reason }: Happening, t: Translate): string =>
  `⚠️ **${t(`words.${action}`)}**${reason ? `\n> ${plain(reason, 320)}` : ''}`;

/** The same for staff, with who said it and when. What stands beside it as the reason of the order is not said twice. */
export function wordForStaff(
  { action, reason, actor, at }: Happening,
  { closeReason }: Pick<Order, 'closeReason'>,
  t: Translate,
): string {
  const said = reason && reason !== closeReason ? `\n> ${plain(reason, 320)}` : '';
  return `${t(`words.by-${action}`, { user: person(actor, t) })} (${fromNow(at)})${said}`;
}
