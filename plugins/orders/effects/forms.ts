import type { ChatInputCommandInteraction, MessageComponentInteraction } from 'discord.js';
import { refusalFor } from '../order-states.ts';
import plugin from '../plugin.ts';
import { cancelForm, editForm } from '../views/forms.ts';
import { orRefuse, shown } from '../views/refusal.ts';
import { readerOf } from './reader.ts';

/** What a form can be the answer to. */
type Opener = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** Asks why an order is cancelled. @throws Refusal when it cannot be cancelled. */
export async function askToCancel(interaction: Opener, id: string): Promise<void> {
  const { guildId, locale } = interaction;
  const order = orRefuse(await plugin.parts.orders.find(guildId, id));
  const refusal = refusalFor(order, 'cancel');
  if (refusal) {
    throw shown(refusal);
  }
  await interaction.showModal(cancelForm(order, plugin.host.texts.in(locale)));
}

/** Opens the form of an order, filled in as the order is. */
export async function askForEdit(interaction: Opener, id: string): Promise<void> {
  const order = orRefuse(await plugin.parts.orders.find(interaction.guildId, id));
  const channel = interaction.guild.channels.cache.get(order.channel);
  await interaction.showModal(editForm(order, channel !== undefined, await readerOf(interaction)));
}
