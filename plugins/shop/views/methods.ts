import {
  automatic,
  dateTime,
  fromNow,
  type Message,
  pageButtons,
  pageNumber,
  person,
  plain,
  plainLines,
  quiet,
} from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { Method } from '../entities/method.ts';
import type { Rate } from '../entities/rate.ts';
import { formatOf } from '../payment/formats.ts';
import type { MethodNews } from '../payment/methods.ts';
import { bySource } from '../payment/rate.ts';
import type { Ageing } from '../payment/rates.ts';
import plugin from '../plugin.ts';
import { pagesOf, partOf } from './side-by-side.ts';
import { blurple, type Reader } from './words.ts';

/** What coins cost, with those whose time is over. */
export interface ShownRate {
  readonly rate: Rate;
  readonly old: boolean;
}

/** How many ways to pay, and how many rates, stand on a page. */
const methodsShown = 8;
const ratesShown = 20;

/** All ways to pay and all rates, of which a page is shown. */
interface MethodPage {
  readonly methods: readonly Method[];
  /** Those of them that can be paid with now. */
  readonly usable: readonly Method[];
  readonly rates: readonly ShownRate[];
  /** The name of the rate source; undefined: there is none. */
  readonly source: string | undefined;
  /** From 0. */
  readonly page: number;
}

/** The ways to pay and what coins cost, a page at a time. */
export function methodList(
  { methods, usable, rates, source, page }: MethodPage,
  { t }: Pick<Reader, 't'>,
): Message {
  const pages = pagesOf([methods.length, methodsShown], [rates.length, ratesShown]);
  const list = { page: Math.min(page, pages - 1), pages };
  const fields = partOf(methods, list.page, methodsShown).map((method) => ({
    name: plain(method.name, 60),
    value: methodWords(method, usable.includes(method), t),
  }));
  const coins = partOf(rates, list.page, ratesShown).map(({ rate, old }) =>
    [
      rateWords(rate, t),
      originWords(rate, source, t),
      fromNow(rate.at),
      ...(old ? [t('methods.old')] : []),
    ].join(' · '),
  );
  return {
    embeds: [
      {
        title: t('methods.title'),
        description: [...(methods.length > 0 ? [] : [t('methods.none')]), ...coins].join('\n'),
        color: blurple,
        fields,
        ...(pages > 1 ? { footer: { text: pageNumber(list, t) } } : {}),
      },
    ],
    components: pageButtons(list, (page) => plugin.customId('methods', page), t),
    allowedMentions: quiet,
    private: true,
  };
}

function methodWords({ kind, address, instructions }: Method, isUsable: boolean, t: Reader['t']): string {
  const format = formatOf(kind);
  const lines = [
    ...(format ? [t(`method-kinds.${kind}`)] : []),
    ...(isUsable ? [] : [t('methods.unrated', { coin: format?.asset?.code })]),
    ...(address ? [`\`${address}\``] : []),
    ...(instructions ? [plainLines(instructions, 200)] : []),
  ];
  return lines.join('\n');
}

/** Whom a rate is from. */
const originWords = ({ by }: Rate, source: string | undefined, t: Reader['t']) =>
  by === bySource
    ? t('methods.from-source', { source: source ?? '—' })
    : by === automatic
      ? t('methods.from-program')
      : t('methods.from-person', { user: person(by, t) });

/** Tells the owner how a way to pay is kept, to be looked at once more. */
export function methodKept(
  method: Method,
  done: 'added' | 'added-unrated' | 'moved',
  { t }: Pick<Reader, 't'>,
  source?: string,
): Message {
  const { name, kind, address } = method;
  const format = formatOf(kind);
  const checked = address ? format?.checkAddress(address) : undefined;
  const ambiguous = checked && 'hint' in checked && checked.hint === 'ambiguous';
  const lines = [
    t(`methods.${done}`, { name: plain(name, 60) }),
    ...(address ? [t('methods.look', { kind: t(`method-kinds.${kind}`), address })] : []),
    ...(ambiguous ? [t('methods.ambiguous', { network: format!.asset!.network })] : []),
    ...(done === 'added-unrated'
      ? [t(source ? 'methods.asks-rate' : 'methods.say-rate', { coin: format?.asset?.code, source })]
      : []),
  ];
  return { content: lines.join('\n'), allowedMentions: quiet, private: true };
}

/** What a coin costs, as `1 BTC = 65000 USD`. */
export const rateWords = (
  { coin, price, currency }: Pick<Rate, 'coin' | 'price' | 'currency'>,
  t: Reader['t'],
) => t('methods.rate', { coin, price, currency });

/** Tells the owner what a coin costs now. @param source whose prices do not count meanwhile. */
export const rateSet = (rate: Rate, { t }: Pick<Reader, 't'>, source?: string): Message => ({
  content: [
    t('methods.rate-set', { rate: rateWords(rate, t) }),
    ...(source ? [t('methods.rate-first', { source, coin: rate.coin, currency: rate.currency })] : []),
  ].join('\n'),
  private: true,
});

/** Tells the owner what it means that a coin has no rate any more. */
export const rateRemoved = (rate: Rate, { t }: Pick<Reader, 't'>, source?: string): Message => ({
  content: t(source ? 'methods.rate-left' : 'methods.rate-removed', {
    rate: rateWords(rate, t),
    coin: rate.coin,
    currency: rate.currency,
    source,
  }),
  private: true,
});

/** Tells staff that a rate is too old, or will be soon. */
export const rateNotice = ({ state, rate, end }: Ageing, { t }: Pick<Reader, 't'>): Message => ({
  content: t(`notice.rate-${state}`, { coin: rate.coin, currency: rate.currency, at: dateTime(end) }),
  allowedMentions: quiet,
});

/** Tells staff that money goes elsewhere. */
export function methodNews(
  { what, name, kind, from, to, by }: MethodNews,
  { t }: Pick<Reader, 't'>,
): Message {
  const shown = (where: string) => (formatOf(kind) ? `\`${where}\`` : plainLines(where, 600));
  const lines = [
    t(`methods.news.${what}`, { user: userMention(by), name: plain(name, 60) }),
    ...(formatOf(kind) ? [t('methods.news.kind', { kind: t(`method-kinds.${kind}`) })] : []),
    ...(from ? [t('methods.news.from', { where: shown(from) })] : []),
    ...(to ? [t('methods.news.to', { where: shown(to) })] : []),
    t('methods.news.ask'),
  ];
  return { content: lines.join('\n'), allowedMentions: quiet };
}
