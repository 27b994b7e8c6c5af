import { TimestampStyles, time } from 'discord.js';
import type { Locale } from './texts.ts';

// Making a format takes a thousand times as long as using it, and an export uses it for each row.
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A time as clocks in a zone (IANA name) show it, for everybody alike: "January 15, 2024 at 03:30 PM EST" in `en-US`,
 * "15 de enero de 2024 a las 15:30 GMT-5" in `es-ES`. The zone is named as the language names it.
 */
export function longTime(at: Date, timeZone: string, locale: Locale): string {
  const key = `${locale} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    formats.set(key, format);
  }
  // Some versions of the Unicode data put narrow or unbreakable spaces before PM.
  return format.format(at).replace(/\s/gu, ' ');
}

/** A time of day, as the reader's own Discord shows it. */
export const clockTime = (at: Date) => time(at, TimestampStyles.ShortTime);

/** A date and a time of day, as the reader's own Discord shows it. */
export const dateTime = (at: Date) => time(at, TimestampStyles.ShortDateTime);

/** How far away a time is ("in 2 hours", "3 days ago"), as the reader's own Discord shows it. */
export const fromNow = (at: Date) => time(at, TimestampStyles.RelativeTime);
