import { dateTime, formatMoney, type Locale, plain, type Translate } from '@guildhall/sdk';
import type { APIEmbed } from 'discord.js';
import type { OrderFound } from '../forms/order-lookup.ts';

const gold = 0xf1c40f;

/** What is known of an order: status, product, total, payment method, date. @param typed the id as it was answered. */
export function orderEmbed(
  typed: string,
  found: OrderFound,
  { t, locale }: { readonly t: Translate; readonly locale: Locale },
): APIEmbed {
  const title = t('orders.title', { id: plain(typed, 80) });
  if (typeof found === 'string') {
    return { color: gold, title, description: t(`orders.${found}`) };
  }
  const { id, status, product, quantity, total, payment, date } = found;
  const none = t('forms.nothing');
  const name = plain(product, 200) || none;
  const field = (key: string, value: string) => ({
    name: t(`orders.${key}`),
    value,
    inline: key !== 'product',
  });
  return {
    color: gold,
    title: t('orders.title', { id: plain(id, 80) }),
    fields: [
      field('status', t(`orders.states.${status}`)),
      field('total', total ? formatMoney(total, locale) : none),
      field('payment', payment ? plain(payment, 100) : none),
      field('date', dateTime(date)),
      field('product', quantity > 1 ? t('orders.several', { count: quantity, name }) : name),
    ],
  };
}
