import { chartOf, type Message, unlessFailed } from '@guildhall/sdk';
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
  const names = await namesOf(
    guild,
    named.map(({ user }) => user),
  );
  const nameOf = (user: string) => names.get(user) ?? reader.t('words.somebody');
  const chart = await chartOf(chartData(numbers, aspect, reader, nameOf), plugin.host.logger);
  return statisticsView(numbers, aspect, chart, reader);
}

/** What the guild calls these users, as far as they are members: a picture cannot hold mentions. */
async function namesOf(guild: Guild, users: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  await Promise.all(
    users
      .filter((user) => /^\d+$/.test(user))
      .map((user) =>
        unlessFailed(guild.members.fetch(user).then(({ displayName }) => names.set(user, displayName))),
      ),
  );
  return names;
}
