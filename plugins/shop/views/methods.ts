import {
  fromNow,
  type ListPage,
  type Message,
  pageButtons,
  pageNumber,
  plain,
  plainLines,
  quiet,
} from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { Method } from '../entities/method.ts';
import type { Rate } from '../entities/rate.ts';
import type { MethodNews } from '../methods.ts';
import { formatOf } from '../payment/formats.ts';
import plugin from '../plugin.ts';
import { blurple, type Reader } from './words.ts';

/** What coins cost, with those whose time is over. */
export interface ShownRate {
  readonly rate: Rate;
  readonly old: boolean;
}

/** The ways to pay, a page at a time, and what coins cost. */
export function methodList(
  list: ListPage<Method>,
  rates: readonly ShownRate[],
  { t }: Pick<Reader, 't'>,
): Message {
  const { shown, pages } = list;
  const fields = shown.map((method) => ({ name: plain(method.name, 60), value: methodWords(method, t) }));
  const coins = rates.map(({ rate, old }) =>
    [rateWords(rate, t), fromNow(rate.at), ...(old ? [t('methods.old')] : [])].join(' · '),
  );
  return {
    embeds: [
      {
        title: t('methods.title'),
        description: [...(shown.length > 0 ? [] : [t('methods.none')]), ...coins].join('\n'),
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

function methodWords({ kind, address, instructions }: Method, t: Reader['t']): string {
  const lines = [
    ...(formatOf(kind) ? [t(`method-kinds.${kind}`)] : []),
    ...(address ? [`\`${address}\``] : []),
    ...(instructions ? [plainLines(instructions, 200)] : []),
  ];
  return lines.join('\n');
}

/** Tells the owner how a way to pay is kept, to be looked at once more. */
export function methodKept(method: Method, done: 'added' | 'moved', { t }: Pick<Reader, 't'>): Message {
  const { name, kind, address } = method;
  const format = formatOf(kind);
  const checked = address ? format?.checkAddress(address) : undefined;
  const ambiguous = checked && 'hint' in checked && checked.hint === 'ambiguous';
  const lines = [
    t(`methods.${done}`, { name: plain(name, 60) }),
    ...(address ? [t('methods.look', { kind: t(`method-kinds.${kind}`), address })] : []),
    ...(ambiguous ? [t('methods.ambiguous', { network: format!.asset!.network })] : []),
    ...(format?.asset && done === 'added' ? [t('methods.say-rate', { coin: format.asset.code })] : []),
  ];
  return { content: lines.join('\n'), allowedMentions: quiet, private: true };
}

/** What a coin costs, as `1 BTC = 65000 USD`. */
export const rateWords = (
  { coin, price, currency }: Pick<Rate, 'coin' | 'price' | 'currency'>,
  t: Reader['t'],
) => t('methods.rate', { coin, price, currency });

/** Tells the owner what a coin costs now. */
export const rateSet = (rate: Rate, { t }: Pick<Reader, 't'>): Message => ({
  content: t('methods.rate-set', { rate: rateWords(rate, t) }),
  private: true,
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
