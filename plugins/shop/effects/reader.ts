import type { BaseInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import type { Reader } from '../views/words.ts';

/** The person who did something. */
export const readerOf = ({ locale }: BaseInteraction<'cached'>): Reader => ({
  t: plugin.host.texts.in(locale),
  locale,
});

/** Everybody in a guild. */
export const readersIn = (guild: string): Promise<Reader> => plugin.host.texts.ofGuild(guild);
