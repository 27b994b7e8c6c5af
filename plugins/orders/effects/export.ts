import { longTime, respond } from '@guildhall/sdk';
import { AttachmentBuilder, type ChatInputCommandInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';
import { statusOf } from '../views/words.ts';
import { readerOf } from './reader.ts';

/** One answer can have so many files after it that nobody waits for the end. */
const partLimit = 10;

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
  let part = 0;
  let sent = 0;
  for await (const { text, rows } of parts.export.parts(guildId, filter, words)) {
    if (part === partLimit) {
      await respond(interaction, { content: t('export.cut', { count: sent }), private: true });
      return;
    }
    part += 1;
    const name = part === 1 ? `orders-${day}.csv` : `orders-${day}-${part}.csv`;
    await respond(interaction, {
      content: t('export.part', { from: sent + 1, to: sent + rows, count: total }),
      files: [new AttachmentBuilder(Buffer.from(text), { name })],
      private: true,
    });
    sent += rows;
  }
}
