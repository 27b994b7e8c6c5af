import {
  dateTime,
  formatMoney,
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  plain,
  quiet,
} from '@guildhall/sdk';
import type { Coupon } from '../entities/coupon.ts';
import plugin from '../plugin.ts';
import { blurple, type Reader } from './words.ts';

interface Facts {
  /** How often each is used, by its id. */
  readonly uses: ReadonlyMap<string, number>;
  /** Names of products, by their ids. */
  readonly products: ReadonlyMap<string, string>;
}

/** One coupon. @param done what was just done with it. */
export function couponView(
  { coupon, ...facts }: Facts & { readonly coupon: Coupon },
  done: string,
  reader: Reader,
): Message {
  const lines = [
    reader.t(`coupons.${done}`),
    lineOf(coupon, facts, reader),
    ...(coupon.percent === 100 && done !== 'removed' ? [reader.t('coupons.free')] : []),
  ];
  return {
    content: lines.join('\n'),
    allowedMentions: quiet,
    private: true,
  };
}

/** A page of the coupons that can be used. */
export function couponList(
  { page, ...facts }: Facts & { readonly page: Page<Coupon> },
  reader: Reader,
): Message {
  const { t } = reader;
  return {
    embeds: [
      {
        title: t('coupons.title', { count: page.total }),
        description: page.rows.map((coupon) => lineOf(coupon, facts, reader)).join('\n') || t('coupons.none'),
        color: blurple,
        ...(page.pages > 1 ? { footer: { text: pageNumber(page, t) } } : {}),
      },
    ],
    components: pageButtons(page, (to) => plugin.customId('coupons', to), t),
    allowedMentions: quiet,
    private: true,
  };
}

function lineOf(coupon: Coupon, { uses, products }: Facts, { t, locale }: Reader): string {
  const { id, code, percent, amount, currency, product, perBuyer, endsAt } = coupon;
  const worth = currency && amount != null ? formatMoney({ amount, currency }, locale) : `${percent} %`;
  const facts = [
    t(coupon.uses == null ? 'coupons.used' : 'coupons.used-of', {
      count: uses.get(id) ?? 0,
      max: coupon.uses,
    }),
    ...(coupon.uses == null ? [t('coupons.any-uses')] : []),
    product ? t('coupons.for', { name: plain(products.get(product) ?? '', 90) }) : t('coupons.for-all'),
    perBuyer == null ? t('coupons.any-per-buyer') : t('coupons.per-buyer', { count: perBuyer }),
    endsAt ? t('coupons.until', { at: dateTime(endsAt), rest: fromNow(endsAt) }) : t('coupons.no-end'),
  ];
  return `**${plain(code, 40)}** ${t('coupons.worth', { worth })}\n-# ${facts.join(' · ')}`;
}
