import { Locale as DiscordLocale } from 'discord.js';
import type { Locale } from '../sdk/texts.ts';

/** What every set of texts has, and what is read when nothing else fits. */
export const sourceLocale = 'en-US';

/** The languages that Discord's client can be set to. https://docs.discord.com/developers/reference#locales */
export const discordLocales: readonly Locale[] = Object.values(DiscordLocale);

/** The files that answer someone who reads `locale`, best first: the language itself, its relatives, English. */
export function fallbackChain(locale: Locale, files: readonly Locale[]): Locale[] {
  const exact = files.filter((file) => file === locale);
  const related = files.filter((file) => file !== locale && languageOf(file) === languageOf(locale));
  return [...new Set([...exact, ...related, sourceLocale])];
}

const languageOf = (locale: Locale) => locale.split('-')[0];
