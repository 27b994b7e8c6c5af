import { type Message, quiet, respond, update } from '@guildhall/sdk';
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { fillButtons } from '../views/staff-buttons.ts';
import { rowOf } from '../views/words.ts';
import { detailsAnswer } from './details.ts';
import { readerOf } from './reader.ts';

export type Done =
  | 'claimed'
  | 'taken-over'
  | 'taken-back'
  | 'unclaimed'
  | 'first-yes'
  | 'approved'
  | 'approved-by-hand'
  | 'rejected'
  | 'over'
  | 'asked'
  | 'filled'
  | 'booked'
  | 'booked-more'
  | 'unbooked'
  | 'resent'
  | 'replaced'
  | 'rewritten'
  | 'refunded'
  | 'part-refunded'
  | 'charged-back'
  | 'cancelled';

/** Tells whoever of staff did something what came of it. The card follows by itself; what only they see follows here. */
export async function sayDone(
  interaction: RepliableInteraction<'cached'>,
  done: Done,
  order: Order,
): Promise<void> {
  const t = plugin.host.texts.in(interaction.locale);
  const content = t(`done.${done}`, { id: order.id });
  if (isOnOwnScreen(interaction)) {
    await update(interaction, { ...(await detailsAnswer(order, 0, readerOf(interaction))), content });
    return;
  }
  // What they are to do next is here as well.
  const components = rowOf(fillButtons(order, t));
  const message: Message = { content, components, allowedMentions: quiet, private: true };
  await respond(interaction, message);
}

/** Whether it was done on a message that nobody else sees, and not on the card. */
export function isOnOwnScreen(interaction: RepliableInteraction): boolean {
  const message =
    interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.message : null;
  return message?.flags.has(MessageFlags.Ephemeral) ?? false;
}
