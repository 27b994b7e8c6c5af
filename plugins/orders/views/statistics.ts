import { type ChartData, formatDuration, type Message, person, quiet } from '@guildhall/sdk';
import { AttachmentBuilder, ButtonStyle, ComponentType } from 'discord.js';
import plugin from '../plugin.ts';
import type { Numbers } from '../statistics.ts';
import type { Reader } from './order-card.ts';
import { colours } from './words.ts';

/** What statistics can be about. */
export const aspects = ['weeks', 'time', 'staff'] as const;
export type Aspect = (typeof aspects)[number];

/** How many of staff the picture shows, and how many the text. */
export const staffShown = { chart: 10, text: 25 } as const;

const picture = 'orders.png';

/** Numbers of orders: the picture, and all that it shows in words, for those who do not see it. */
export function statisticsView(
  numbers: Numbers,
  aspect: Aspect,
  chart: Buffer | undefined,
  reader: Reader,
): Message {
  const { t } = reader;
  const { made, completed, cancelled, minutes, open, overdue } = numbers;
  const title = t('statistics.title', { count: numbers.weeks.length });
  const half = minutes === null ? [] : [t('statistics.half', { time: formatDuration(minutes) })];
  const description = [
    t('statistics.week', { made, completed, cancelled }),
    ...half,
    t('statistics.now', { open, overdue }),
    '',
    `**${t(`statistics.aspects.${aspect}`)}**`,
    ...lines[aspect](numbers, reader),
  ].join('\n');
  return {
    embeds: [
      {
        title,
        color: colours.open,
        description,
        ...(chart ? { image: { url: `attachment://${picture}` } } : {}),
        footer: { text: t(`statistics.about.${aspect}`) },
      },
    ],
    files: chart
      ? [new AttachmentBuilder(chart, { name: picture, description: t(`statistics.aspects.${aspect}`) })]
      : [],
    components: [
      {
        type: ComponentType.ActionRow,
        components: aspects.map((one) => ({
          type: ComponentType.Button,
          style: one === aspect ? ButtonStyle.Primary : ButtonStyle.Secondary,
          label: t(`statistics.aspects.${one}`),
          custom_id: plugin.customId('stats', one, numbers.weeks.length),
          disabled: one === aspect,
        })),
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** What the picture of numbers shows. @param nameOf names one of staff. */
export function chartData(
  { weeks, staff }: Numbers,
  aspect: Aspect,
  reader: Reader,
  nameOf: (user: string) => string,
): ChartData {
  const { t, locale } = reader;
  const labels = weeks.map(({ from }) => dayOf(from, reader));
  const common = { title: t(`statistics.aspects.${aspect}`), locale, empty: t('statistics.empty') };
  switch (aspect) {
    case 'weeks':
      return {
        ...common,
        kind: 'bars',
        unit: 'count',
        labels,
        series: (['made', 'cancelled', 'completed'] as const).map((what) => ({
          name: t(`statistics.series.${what}`),
          values: weeks.map((week) => week[what]),
        })),
      };
    case 'time':
      return {
        ...common,
        kind: 'line',
        unit: 'minutes',
        labels,
        series: [{ name: t('statistics.series.half'), values: weeks.map(({ minutes }) => minutes) }],
      };
    case 'staff': {
      const first = staff.slice(0, staffShown.chart);
      return {
        ...common,
        kind: 'bars',
        unit: 'count',
        labels: first.map(({ user }) => nameOf(user)),
        series: [{ name: t('statistics.series.completed'), values: first.map(({ completed }) => completed) }],
      };
    }
  }
}

const lines: Readonly<Record<Aspect, (numbers: Numbers, reader: Reader) => string[]>> = {
  weeks: ({ weeks }, reader) =>
    weeks.map(
      ({ from, made, completed, cancelled }) =>
        `**${dayOf(from, reader)}** · ${reader.t('statistics.week', { made, completed, cancelled })}`,
    ),
  time: ({ weeks }, reader) =>
    weeks.map(({ from, minutes, completed }) => {
      const time = minutes === null ? '-' : formatDuration(minutes);
      return `**${dayOf(from, reader)}** · ${time} · ${reader.t('statistics.completed', { count: completed })}`;
    }),
  staff: ({ staff }, { t }) => {
    const rest = staff.length - staffShown.text;
    return [
      ...staff
        .slice(0, staffShown.text)
        .map(
          ({ user, completed, minutes }) =>
            `${person(user, t)} · ${t('statistics.completed', { count: completed })} · ${formatDuration(minutes)}`,
        ),
      ...(staff.length === 0 ? [t('statistics.nobody')] : []),
      ...(rest > 0 ? [t('statistics.more', { count: rest })] : []),
    ];
  },
};

/** `Nov 16`, by the guild's clock. */
function dayOf(at: Date, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { timeZone, month: 'short', day: 'numeric' }).format(at);
}
