import { type Message, quiet, respond } from '@guildhall/sdk';
import type { RepliableInteraction } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';

export type Done =
  | 'claimed'
  | 'unclaimed'
  | 'first-yes'
  | 'approved'
  | 'rejected'
  | 'over'
  | 'asked'
  | 'filled';

/** Tells whoever of staff did something what came of it. The card follows by itself. */
export async function sayDone(
  interaction: RepliableInteraction<'cached'>,
  done: Done,
  { id }: Order,
): Promise<void> {
  const t = plugin.host.texts.in(interaction.locale);
  const message: Message = { content: t(`done.${done}`, { id }), allowedMentions: quiet, private: true };
  await respond(interaction, message);
}
