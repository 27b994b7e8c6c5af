import type { Message } from '@guildhall/sdk';
import type { BaseInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import { stepScreen } from '../views/step-screen.ts';

/** The screen of a guild's steps. @param chosen a step; the first one, when it is not there. */
export async function stepAnswer(
  { guildId, locale }: BaseInteraction<'cached'>,
  chosen?: string,
): Promise<Message> {
  const steps = await plugin.parts.steps.of(guildId);
  const there = [...steps.open, ...steps.ends].find(({ id }) => id === chosen) ?? steps.open[0]!;
  return stepScreen(steps, there.id, plugin.host.texts.in(locale));
}
