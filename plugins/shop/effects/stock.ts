import { plain, quiet, Refusal, respond } from '@guildhall/sdk';
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import { readStock } from '../stock/stock-lines.ts';
import { orRefuse } from '../views/refusal.ts';

/** How many places of duplicates are named. */
const placesShown = 30;

/** Adds what somebody typed or uploaded to the stock of a product, and tells them what was there already. */
export async function importStock(
  interaction: RepliableInteraction<'cached'>,
  product: string,
  typed: string,
  from: 'form' | 'file',
): Promise<void> {
  if (!interaction.deferred) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  }
  const { guildId, user, locale } = interaction;
  const { stock, products } = plugin.parts;
  const read = readStock(typed, from);
  if (!read) {
    throw new Refusal('stock-unclear');
  }
  const { added, duplicates } = orRefuse(await stock.import(guildId, product, read.items, user.id));
  const { available } = await stock.counts(product);
  const name = plain((await products.find(guildId, product))?.name ?? '', 160);
  const t = plugin.host.texts.in(locale);
  const warning = await openWarning();
  const places = duplicates.slice(0, placesShown).join(', ') + (duplicates.length > placesShown ? ', …' : '');
  await respond(interaction, {
    content: [
      t('stock.added', { count: added, name, available }),
      ...(duplicates.length > 0 ? [t('stock.duplicates', { count: duplicates.length, places })] : []),
      ...(read.cut ? [t('stock.cut', { count: read.items.length })] : []),
      ...(warning ? [t(warning)] : []),
    ].join('\n'),
    allowedMentions: quiet,
    private: true,
  });
}

/** What is to be said while something that is sold lies open in the database. */
async function openWarning(): Promise<string | undefined> {
  if (!plugin.host.vault.locked) {
    return 'stock.unsealed';
  }
  return (await plugin.parts.sealing.isOpen()) ? 'stock.sealing' : undefined;
}
