import { chartOf, displayNames, longTime, type Message, respond, sendTable } from '@guildhall/sdk';
import type { BaseInteraction, RepliableInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import type { ExportFormat } from '../sales/sales-export.ts';
import type { Period } from '../sales/sales-periods.ts';
import {
  periodWords,
  type SalesChoice,
  type SalesReader,
  salesChart,
  salesView,
  staffInChart,
} from '../views/sales.ts';
import { readerOf } from './reader.ts';

/** The sales of a time, with a picture where one can be drawn; the picture is kept for the operator, too. */
export async function salesAnswer(
  interaction: BaseInteraction<'cached'>,
  choice: SalesChoice,
): Promise<Message> {
  const { guild, guildId } = interaction;
  const { sales, salesCharts } = plugin.parts;
  const reader = await salesReader(interaction);
  const { period, currency, aspect } = choice;
  const numbers = await sales.of({ guild: guildId, period, currency, timeZone: reader.timeZone });
  const names = await displayNames(guild, staffInChart(numbers, choice));
  const named = { ...reader, staffName: (user: string) => names.get(user) ?? reader.staffName(user) };
  const chart = await chartOf(salesChart(numbers, choice, named), plugin.host.logger);
  if (chart) {
    await salesCharts.keep(guildId, [period, numbers.currency, aspect], chart);
  }
  return salesView(numbers, choice, chart, named);
}

/** Gives whoever asks the ledger of a time as files, each in a message of its own that only they see. */
export async function sendSales(
  interaction: RepliableInteraction<'cached'>,
  format: ExportFormat,
  period: Period,
): Promise<void> {
  await interaction.deferReply({ flags: 'Ephemeral' });
  const { guildId, user } = interaction;
  const { salesExport } = plugin.parts;
  const reader = await salesReader(interaction);
  const { t, locale, timeZone } = reader;
  await salesExport.begin(guildId, period, user.id);
  const wish = {
    guild: guildId,
    period,
    timeZone,
    time: (at: Date) => longTime(at, timeZone, locale),
    sheet: t('sales.title'),
  };
  const sent = await sendTable(interaction, salesExport.parts(format, wish), {
    name: `sales-${plugin.host.clock.now().toISOString().slice(0, 10)}`,
    part: (from, to) => t('sales.part', { from, to, period: periodWords(period, reader) }),
    cut: (count) => t('sales.cut', { count }),
  });
  if (sent === 0) {
    await respond(interaction, { content: t('sales.nothing'), private: true });
  }
}

async function salesReader(interaction: BaseInteraction<'cached'>): Promise<SalesReader> {
  const { guildId } = interaction;
  const { timeZone } = await plugin.host.texts.ofGuild(guildId);
  const names = await plugin.parts.salesExport.names(guildId);
  const reader = readerOf(interaction);
  const { t } = reader;
  return { ...reader, timeZone, nameOf: (id) => names.get(id) ?? '-', staffName: () => t('words.somebody') };
}
