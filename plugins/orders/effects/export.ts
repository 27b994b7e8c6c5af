import { longTime, respond, sendTable } from '@guildhall/sdk';
import type { ChatInputCommandInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';
import { statusOf } from '../views/words.ts';
import { readerOf } from './reader.ts';

/** Gives whoever asks all orders of a filter as CSV files, each in a message of its own that only they see. */
export async function sendExport(
  interaction: ChatInputCommandInteraction<'cached'>,
  filter: OrderFilter,
): Promise<void> {
  await interaction.deferReply({ flags: 'Ephemeral' });
  const { guildId, user } = interaction;
  const { parts, host } = plugin;
  const { t, locale, timeZone } = await readerOf(interaction);
  const total = await parts.export.begin(guildId, filter, user.id);
  if (total === 0) {
    await respond(interaction, { content: t('export.none'), private: true });
    return;
  }
  const steps = await parts.steps.of(guildId);
  const words = {
    status: (order: Parameters<typeof statusOf>[0]) => statusOf(order, steps, t),
    time: (at: Date) => longTime(at, timeZone, locale),
  };
  const day = host.clock.now().toISOString().slice(0, 10);
  await sendTable(interaction, parts.export.parts(guildId, filter, words), {
    name: `orders-${day}`,
    part: (from, to) => t('export.part', { from, to, count: total }),
    cut: (count) => t('export.cut', { count }),
  });
}
