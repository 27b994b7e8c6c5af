import {
  chartOf,
  displayNames,
  longTime,
  type Message,
  plain,
  Refusal,
  respond,
  sendTable,
} from '@guildhall/sdk';
import type { BaseInteraction, RepliableInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import { hasStaffRole } from '../rights.ts';
import type { NumbersFilter } from '../statistics/statistics.ts';
import { periods, piecesOf } from '../statistics/statistics-periods.ts';
import {
  type StatisticsChoice,
  type StatisticsReader,
  staffInChart,
  statisticsChart,
  statisticsView,
} from '../views/statistics.ts';

/** The tickets that somebody of staff may see, in numbers, with a picture where one can be drawn. @throws Refusal `not-staff`. */
export async function statisticsAnswer(
  interaction: BaseInteraction<'cached'>,
  choice: StatisticsChoice,
): Promise<Message> {
  const { guild } = interaction;
  const filter = await filterFor(interaction, choice);
  const reader = await readerOf(interaction);
  const numbers = await plugin.parts.statistics.of(filter, choice.period, reader.timeZone);
  const names = await displayNames(guild, staffInChart(numbers, choice));
  const named = { ...reader, staffName: (user: string) => names.get(user) ?? reader.staffName(user) };
  const chart = await chartOf(statisticsChart(numbers, choice, named), plugin.host.logger);
  return statisticsView(numbers, choice, chart, named);
}

/** Gives whoever asks the tickets as CSV files, each in a message of its own that only they see. @throws Refusal `not-staff`. */
export async function sendExport(
  interaction: RepliableInteraction<'cached'>,
  choice: StatisticsChoice,
): Promise<void> {
  const filter = await filterFor(interaction, choice);
  await interaction.deferReply({ flags: 'Ephemeral' });
  const { guildId, user } = interaction;
  const { parts, host } = plugin;
  const { t, locale, timeZone, typeName } = await readerOf(interaction);
  await parts.statisticsExport.begin(guildId, user.id);
  const now = host.clock.now();
  const since = choice.period === 'all' ? undefined : piecesOf(choice.period, now, timeZone)[0];
  const words = { type: typeName, time: (at: Date) => longTime(at, timeZone, locale) };
  const day = now.toISOString().slice(0, 10);
  const sent = await sendTable(interaction, parts.statisticsExport.parts(filter, since, words), {
    name: `tickets-${day}`,
    part: (from, to) => t('stats.part', { from, to }),
    cut: (count) => t('stats.cut', { count }),
  });
  if (sent === 0) {
    await respond(interaction, { content: t('stats.none'), private: true });
  }
}

/** Staff of some types see the numbers of those. @throws Refusal `not-staff`. */
async function filterFor(
  { guildId, member }: BaseInteraction<'cached'>,
  { type, staff }: StatisticsChoice,
): Promise<NumbersFilter> {
  const all = await plugin.host.may(member, 'staff');
  const own = all ? undefined : (await typesOf(guildId)).filter((one) => hasStaffRole(member, one));
  const ids = own?.map(({ id }) => id);
  if (ids && (ids.length === 0 || (type && !ids.includes(type)))) {
    throw new Refusal('not-staff');
  }
  return { guild: guildId, types: type ? [type] : ids, staff };
}

/** All types of a guild, also those that were taken away. */
const typesOf = async (guild: string) => [
  ...(await plugin.parts.types.offered(guild)),
  ...(await plugin.parts.types.removed(guild)),
];

async function readerOf({ locale, guildId }: BaseInteraction<'cached'>): Promise<StatisticsReader> {
  const t = plugin.host.texts.in(locale);
  const { timeZone } = await plugin.host.texts.ofGuild(guildId);
  const types = await typesOf(guildId);
  return {
    t,
    locale,
    timeZone,
    typeName: (id) => plain(types.find((type) => type.id === id)?.name ?? '-', 60),
    staffName: () => t('words.somebody'),
  };
}

/** Whether a text names a period. */
export const isPeriod = (name: string): name is keyof typeof periods => name in periods;
