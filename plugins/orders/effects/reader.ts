import type { BaseInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import type { Reader } from '../views/order-card.ts';

/** The person who did something: their language, the guild's clock. */
export async function readerOf({ guildId, locale }: BaseInteraction<'cached'>): Promise<Reader> {
  const { timeZone } = await plugin.host.texts.ofGuild(guildId);
  return { t: plugin.host.texts.in(locale), locale, timeZone };
}

/** Everybody in a guild. */
export const readersIn = (guild: string): Promise<Reader> => plugin.host.texts.ofGuild(guild);
