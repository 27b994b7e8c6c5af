import {
  type ChartData,
  formatMoney,
  type ListPage,
  listPage,
  type Message,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
} from '@guildhall/sdk';
import { AttachmentBuilder, ComponentType } from 'discord.js';
import plugin from '../plugin.ts';
import {
  averageOf,
  type Conversion,
  netOf,
  type SalesNumbers,
  type Share,
  type Sums,
} from '../sales/sales.ts';
import { exportFormats } from '../sales/sales-export.ts';
import { daysOf, type Period, periodNames } from '../sales/sales-periods.ts';
import { blurple, button, type Reader, rowOf } from './words.ts';

/** What the picture and the list below the numbers can be about. */
export const aspects = ['time', 'products', 'methods', 'staff', 'weekdays', 'hours'] as const;
export type Aspect = (typeof aspects)[number];

/** What is shown: the menus and buttons keep it. */
export interface SalesChoice {
  readonly aspect: Aspect;
  readonly period: Period;
  /** Undefined: the one with most orders. */
  readonly currency: string | undefined;
  /** From 0. */
  readonly page: number;
}

/** Who reads it, and how things are called. */
export interface SalesReader extends Reader {
  readonly timeZone: string;
  /** Of a product or a way to pay. */
  readonly nameOf: (id: string) => string;
  /** A picture cannot hold mentions. */
  readonly staffName: (user: string) => string;
}

/** How many lines of a list are on a page, and how many bars in a picture. */
const shown = { lines: 15, bars: 10 };

const picture = 'sales.png';

/** A line of a list, or a bar of a picture. */
interface Entry {
  /** With a mention, where it is a person. */
  readonly name: string;
  /** For a picture. */
  readonly label: string;
  readonly sums: Sums;
}

/** The sales of a time: the picture, and all that it shows in words. */
export function salesView(
  numbers: SalesNumbers,
  choice: SalesChoice,
  chart: Buffer | undefined,
  reader: SalesReader,
): Message {
  const { t } = reader;
  const { aspect } = choice;
  const page = listPage(listed(entriesOf(numbers, aspect, reader), aspect), choice.page, shown.lines);
  const lines = page.shown.map((entry) => lineOf(entry, numbers, reader));
  return {
    embeds: [
      {
        title: t('sales.title'),
        color: blurple,
        description: [
          `${periodWords(choice.period, reader)} · ${numbers.currency}`,
          '',
          ...summary(numbers, reader),
          '',
          `**${t(`sales.aspects.${aspect}`)}**`,
          ...(lines.length > 0 ? lines : [t('sales.none')]),
        ].join('\n'),
        ...(chart ? { image: { url: `attachment://${picture}` } } : {}),
        footer: { text: page.pages > 1 ? pageNumber(page, t) : t('sales.about', { zone: reader.timeZone }) },
      },
    ],
    files: chart
      ? [new AttachmentBuilder(chart, { name: picture, description: t(`sales.aspects.${aspect}`) })]
      : [],
    components: controls(numbers, choice, page, reader),
    allowedMentions: quiet,
    private: true,
  };
}

/** What the picture shows: what is left of the money. */
export function salesChart(numbers: SalesNumbers, { aspect }: SalesChoice, reader: SalesReader): ChartData {
  const { t, locale } = reader;
  const entries = entriesOf(numbers, aspect, reader);
  const bars = isTime(aspect) ? entries : entries.slice(0, shown.bars);
  const isEmpty = entries.every(({ sums }) => !hasSome(sums));
  return {
    kind: 'bars',
    title: t('sales.chart', { aspect: t(`sales.aspects.${aspect}`), currency: numbers.currency }),
    labels: isEmpty ? [] : bars.map(({ label }) => label),
    series: isEmpty ? [] : [{ name: t('sales.series'), values: bars.map(({ sums }) => netOf(sums)) }],
    unit: { currency: numbers.currency },
    locale,
    empty: t('sales.none'),
  };
}

/** Whose names a picture needs. */
export const staffInChart = ({ staff }: SalesNumbers, { aspect }: Pick<SalesChoice, 'aspect'>): string[] =>
  aspect === 'staff' ? staff.slice(0, shown.bars).map(({ id }) => id) : [];

const isTime = (aspect: Aspect) => aspect === 'time' || aspect === 'weekdays' || aspect === 'hours';

const hasSome = ({ captured, returned, orders }: Sums) => captured !== 0 || returned !== 0 || orders !== 0;

/** A list leaves out when nothing was sold; of days, the newest come first. */
function listed(entries: readonly Entry[], aspect: Aspect): Entry[] {
  const some = entries.filter(({ sums }) => hasSome(sums));
  return aspect === 'time' ? some.reverse() : some;
}

function entriesOf(numbers: SalesNumbers, aspect: Aspect, reader: SalesReader): Entry[] {
  const { t, locale, timeZone } = reader;
  const date = (at: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  const named = (shares: readonly Share[]) =>
    shares.map(({ id, ...sums }) => ({
      name: plain(reader.nameOf(id), 160),
      label: reader.nameOf(id),
      sums,
    }));
  switch (aspect) {
    case 'time':
      return numbers.pieces.map(({ from, ...sums }) => ({
        name: date(from, { year: 'numeric', month: 'short', day: 'numeric' }),
        label: date(from, labelOptions[numbers.span.piece]),
        sums,
      }));
    case 'products':
      return named(numbers.products);
    case 'methods':
      return named(numbers.methods);
    case 'staff':
      return numbers.staff.map(({ id, ...sums }) => ({
        name: person(id, t),
        label: reader.staffName(id),
        sums,
      }));
    case 'weekdays':
      return numbers.weekdays.map((sums, index) => {
        // The fifth of January 2026 was a Monday.
        const day = new Date(Date.UTC(2026, 0, 5 + index));
        return {
          name: date(day, { timeZone: 'UTC', weekday: 'long' }),
          label: date(day, { timeZone: 'UTC', weekday: 'short' }),
          sums,
        };
      });
    case 'hours':
      return numbers.hours.map((sums, hour) => {
        const name = date(new Date(Date.UTC(2026, 0, 5, hour)), { timeZone: 'UTC', hour: 'numeric' });
        return { name, label: String(hour), sums };
      });
  }
}

const labelOptions: Readonly<Record<SalesNumbers['span']['piece'], Intl.DateTimeFormatOptions>> = {
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric' },
  month: { month: 'short', year: '2-digit' },
  year: { year: 'numeric' },
};

/** `**Golden Key** · $500.00 · 12 orders · $10.00 went back`: what is left comes first. */
function lineOf({ name, sums }: Entry, { currency }: SalesNumbers, { t, locale }: Reader): string {
  const money = (amount: number) => formatMoney({ amount, currency }, locale);
  return [
    `**${name}**`,
    money(netOf(sums)),
    t('sales.orders', { count: sums.orders }),
    ...(sums.returned === 0 ? [] : [t('sales.returned', { amount: money(sums.returned) })]),
  ].join(' · ');
}

function summary(
  { whole, conversion, free, before, currency }: SalesNumbers,
  { t, locale }: Reader,
): string[] {
  const money = (amount: number | null) =>
    amount === null ? '-' : formatMoney({ amount, currency }, locale);
  const against = (value: (of: NonNullable<SalesNumbers['before']>) => string) =>
    before ? ` · ${t('sales.before', { value: value(before) })}` : '';
  const percent = ({ made, paid }: Conversion) =>
    made === 0
      ? '-'
      : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(paid / made);
  const change = before ? changeWords(netOf(whole), netOf(before.whole), locale) : '';
  return [
    `**${t('sales.revenue', { amount: money(netOf(whole)) })}**${change}${against((of) => money(netOf(of.whole)))}`,
    t('sales.flow', { captured: money(whole.captured), returned: money(whole.returned) }),
    `${t('sales.paid', { count: whole.orders })}${against((of) => String(of.whole.orders))}`,
    `${t('sales.average', { amount: money(averageOf(whole)) })}${against((of) => money(averageOf(of.whole)))}`,
    `${t('sales.conversion', { ...conversion, percent: percent(conversion) })}${against((of) => percent(of.conversion))}`,
    ...(free > 0 || before?.free
      ? [`${t('sales.free', { count: free })}${against((of) => String(of.free))}`]
      : []),
  ];
}

/** ` ▲ 12%`; nothing where there is nothing to compare with. */
function changeWords(now: number, before: number, locale: string): string {
  if (before <= 0 || now === before) {
    return '';
  }
  const part = Math.abs(now - before) / before;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part);
  return ` ${now > before ? '▲' : '▼'} ${percent}`;
}

/** `Last 30 days`, or the two days. */
export function periodWords(period: Period, { t, locale }: Reader): string {
  const days = daysOf(period);
  if (!days) {
    return t(`sales.periods.${period}`);
  }
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  const [from, to] = days.map((day) => format.format(day));
  return from === to ? from! : t('sales.between', { from, to });
}

function controls(
  { currencies, currency }: SalesNumbers,
  { aspect, period }: SalesChoice,
  page: ListPage<unknown>,
  reader: SalesReader,
): NonNullable<Message['components']> {
  const { t } = reader;
  const address = (what: string, to: number) => plugin.customId('sales', what, aspect, period, currency, to);
  const menu = (what: string, chosen: string, options: readonly (readonly [string, string])[]) => ({
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: address(what, 0),
        placeholder: t(`sales.menus.${what}`),
        options: options.map(([value, label]) => ({ value, label, default: value === chosen })),
      },
    ],
  });
  const named = periodNames.includes(period as never) ? periodNames : [...periodNames, period];
  return [
    menu(
      'aspect',
      aspect,
      pairs(aspects, (one) => t(`sales.aspects.${one}`)),
    ),
    menu(
      'period',
      period,
      pairs(named, (one) => periodWords(one, reader)),
    ),
    // Discord's menus have 25 choices at most; the others are in the files.
    ...(currencies.length > 1
      ? [
          menu(
            'currency',
            currency,
            pairs(currencies.slice(0, 25), (one) => one),
          ),
        ]
      : []),
    ...rowOf(
      exportFormats.map((format) =>
        button(t(`sales.formats.${format}`), plugin.customId('sales-file', format, period)),
      ),
    ),
    ...pageButtons(page, (to) => address('page', to), t),
  ];
}

const pairs = <T extends string>(all: readonly T[], labelOf: (one: T) => string) =>
  all.map((one) => [one, labelOf(one)] as const);
