import { chartOf, displayNames, type Message } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import plugin from '../plugin.ts';
import type { Reader } from '../views/order-card.ts';
import { type Aspect, chartData, staffShown, statisticsView } from '../views/statistics.ts';

/** The orders of the last weeks in numbers, with a picture where one can be drawn. */
export async function statisticsAnswer(
  guild: Guild,
  aspect: Aspect,
  weeks: number,
  reader: Reader,
): Promise<Message> {
  const { statistics } = plugin.parts;
  const numbers = await statistics.of(guild.id, weeks, reader.timeZone);
  const named = aspect === 'staff' ? numbers.staff.slice(0, staffShown.chart) : [];
  const names = await displayNames(
    guild,
    named.map(({ user }) => user),
  );
  const nameOf = (user: string) => names.get(user) ?? reader.t('words.somebody');
  const chart = await chartOf(chartData(numbers, aspect, reader, nameOf), plugin.host.logger);
  return statisticsView(numbers, aspect, chart, reader);
}
