import {
  type ChartData,
  formatDuration,
  type Message,
  pageButtons,
  pageNumber,
  person,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { AttachmentBuilder, ButtonStyle, ComponentType } from 'discord.js';
import plugin from '../plugin.ts';
import type { Numbers, Share, Spread, Stars } from '../statistics/statistics.ts';
import { type PeriodName, periods } from '../statistics/statistics-periods.ts';

/** What the picture and the list below the numbers can be about. */
export const aspects = ['tickets', 'answer', 'staff', 'types', 'stars'] as const;
export type Aspect = (typeof aspects)[number];

/** What is shown, and for which tickets: the buttons keep it. */
export interface StatisticsChoice {
  readonly aspect: Aspect;
  readonly period: PeriodName;
  /** The id of a type; undefined: all. */
  readonly type: string | undefined;
  /** The id of one of staff; undefined: all. */
  readonly staff: string | undefined;
  /** From 0. */
  readonly page: number;
}

/** Who reads it, and how things are called. */
export interface StatisticsReader {
  readonly t: Translate;
  readonly locale: string;
  readonly timeZone: string;
  readonly typeName: (id: string) => string;
  /** A picture cannot hold mentions. */
  readonly staffName: (user: string) => string;
}

/** How many lines of a list are on a page, and how many bars in a picture. */
const shown = { lines: 15, bars: 10 };

const blue = 0x5865f2;
const picture = 'tickets.png';

/** The tickets of a period in numbers: the picture, and all that it shows in words. */
export function statisticsView(
  numbers: Numbers,
  choice: StatisticsChoice,
  chart: Buffer | undefined,
  reader: StatisticsReader,
): Message {
  const { t } = reader;
  const { aspect, period, type, staff } = choice;
  const list = lines[aspect](numbers, reader);
  const pages = Math.max(1, Math.ceil(list.length / shown.lines));
  const page = Math.min(Math.max(0, choice.page), pages - 1);
  const about = [
    t(`stats.periods.${period}`),
    ...(type ? [reader.typeName(type)] : []),
    ...(staff ? [person(staff, t)] : []),
  ];
  const description = [
    about.join(' · '),
    '',
    t('stats.counts', { opened: numbers.opened, closed: numbers.closed, open: numbers.open }),
    t('stats.answer', { time: spreadWords(numbers.answer, t) }),
    t('stats.closing', { time: spreadWords(numbers.closing, t) }),
    t('stats.rating', { rating: starsWords(numbers.stars, t) }),
    '',
    `**${t(`stats.aspects.${aspect}`)}**`,
    ...(list.length === 0 ? [t('stats.none')] : list),
  ];
  const head = description.length - Math.max(1, list.length);
  const text = [
    ...description.slice(0, head),
    ...description.slice(head).slice(page * shown.lines, (page + 1) * shown.lines),
  ];
  const address = (one: Aspect, to: number | 'same') =>
    plugin.customId('stats', one, period, type ?? '-', staff ?? '-', to);
  return {
    embeds: [
      {
        title: t('stats.title'),
        color: blue,
        description: text.join('\n').slice(0, 4096),
        ...(chart ? { image: { url: `attachment://${picture}` } } : {}),
        footer: { text: pages > 1 ? pageNumber({ page, pages }, t) : t(`stats.about.${aspect}`) },
      },
    ],
    files: chart
      ? [new AttachmentBuilder(chart, { name: picture, description: t(`stats.aspects.${aspect}`) })]
      : [],
    components: [
      {
        type: ComponentType.ActionRow,
        components: aspects.map((one) => ({
          type: ComponentType.Button,
          style: one === aspect ? ButtonStyle.Primary : ButtonStyle.Secondary,
          label: t(`stats.aspects.${one}`),
          // Where it leads to is shown already: no two ids may be the same.
          custom_id: address(one, one === aspect ? 'same' : 0),
          disabled: one === aspect,
        })),
      },
      ...pageButtons({ page, pages }, (to) => address(aspect, to), t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** What the picture shows. */
export function statisticsChart(
  { pieces, staff, types, stars }: Numbers,
  { aspect, period }: StatisticsChoice,
  reader: StatisticsReader,
): ChartData {
  const { t, locale } = reader;
  const labels = pieces.map(({ from }) => pieceWords(from, period, reader));
  const common = { title: t(`stats.aspects.${aspect}`), locale, empty: t('stats.none') };
  const name = (key: string) => t(`stats.series.${key}`);
  const bars = (shares: readonly Share[], nameOf: (id: string) => string): ChartData => {
    const first = shares.slice(0, shown.bars);
    return {
      ...common,
      kind: 'bars',
      unit: 'count',
      labels: first.map(({ id }) => nameOf(id)),
      series: (['opened', 'closed'] as const).map((what) => ({
        name: name(what),
        values: first.map((share) => share[what]),
      })),
    };
  };
  switch (aspect) {
    case 'tickets':
      return {
        ...common,
        kind: 'bars',
        unit: 'count',
        labels,
        series: (['opened', 'closed'] as const).map((what) => ({
          name: name(what),
          values: pieces.map((piece) => piece[what]),
        })),
      };
    case 'answer':
      return {
        ...common,
        kind: 'line',
        unit: 'minutes',
        labels,
        series: [{ name: name('answer'), values: pieces.map(({ answer }) => answer) }],
      };
    case 'staff':
      return bars(staff, reader.staffName);
    case 'types':
      return bars(types, reader.typeName);
    case 'stars':
      return {
        ...common,
        kind: 'bars',
        unit: 'count',
        labels: (stars?.each ?? []).map((_, index) => String(index + 1)),
        series: [{ name: name('stars'), values: [...(stars?.each ?? [])] }],
      };
  }
}

/** Whose names a picture needs. */
export const staffInChart = ({ staff }: Numbers, { aspect }: StatisticsChoice): string[] =>
  aspect === 'staff' ? staff.slice(0, shown.bars).map(({ id }) => id) : [];

const lines: Readonly<Record<Aspect, (numbers: Numbers, reader: StatisticsReader) => string[]>> = {
  tickets: ({ pieces }, reader) =>
    pieces
      .filter(({ opened, closed }) => opened + closed > 0)
      .map(
        ({ from, opened, closed }) =>
          `**${dayWords(from, reader)}** · ${reader.t('stats.piece', { opened, closed })}`,
      )
      .reverse(),
  answer: ({ pieces }, reader) =>
    pieces
      .flatMap(({ from, answer }) =>
        answer === null ? [] : [`**${dayWords(from, reader)}** · ${formatDuration(answer)}`],
      )
      .reverse(),
  staff: ({ staff }, { t }) => staff.map((share) => `${person(share.id, t)} · ${shareWords(share, t)}`),
  types: ({ types }, { t, typeName }) =>
    types.map((share) => `**${typeName(share.id)}** · ${shareWords(share, t)}`),
  stars: ({ stars }) =>
    (stars?.each ?? []).map((count, index) => `${'⭐'.repeat(index + 1)} · ${count}`).reverse(),
};

function shareWords({ opened, closed, answer, stars }: Share, t: Translate): string {
  return [
    t('stats.piece', { opened, closed }),
    ...(answer === null ? [] : [t('stats.first', { time: formatDuration(answer) })]),
    ...(stars === null ? [] : [`⭐ ${stars}`]),
  ].join(' · ');
}

function spreadWords(spread: Spread | null, t: Translate): string {
  return spread
    ? t('stats.spread', {
        median: formatDuration(spread.median),
        p90: formatDuration(spread.p90),
        average: formatDuration(spread.average),
        count: spread.count,
      })
    : '-';
}

const starsWords = (stars: Stars | null, t: Translate) =>
  stars ? t('stats.stars', { average: stars.average, count: stars.count }) : '-';

/** `Nov 16`, or `Nov 2026` of a month, by the guild's clock. */
function pieceWords(at: Date, period: PeriodName, { locale, timeZone }: StatisticsReader): string {
  const options: Intl.DateTimeFormatOptions =
    periods[period].piece === 'month'
      ? { timeZone, month: 'short', year: '2-digit' }
      : { timeZone, month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(locale, options).format(at);
}

const dayWords = (at: Date, { locale, timeZone }: StatisticsReader) =>
  new Intl.DateTimeFormat(locale, { timeZone, month: 'short', day: 'numeric', year: 'numeric' }).format(at);
