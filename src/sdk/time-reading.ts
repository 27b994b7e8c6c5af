import { type Chrono, en, es, type ParsedComponents, type ParsedResult } from 'chrono-node';
import { momentOf, offsetAt } from './wall-clock.ts';

const readers: Readonly<Record<string, Chrono>> = {
  en: withDayAfterTomorrow(en.casual, /\bday\s+after\s+tomorrow\b/i),
  es: withDayAfterTomorrow(es.casual, /\bpasado\s+mañana\b/i),
};
const halfDay = 12 * 3_600_000;
// Databases and Discord's timestamps hold years of four digits.
const lastMoment = Date.UTC(9999, 0);

/** Whose text is read, and when. */
export interface TimeReading {
  readonly now: Date;
  /** The zone that the writer's clock shows, as an IANA name. */
  readonly timeZone: string;
  /** The writer's language; English is always understood too. */
  readonly locale: string;
}

/**
 * Reads "in 20 min", "8pm", "tomorrow 18:30" as a moment, also in the middle of a sentence. @returns undefined when the
 * text does not say an hour, or one that is over.
 */
export function readMoment(text: string, reading: TimeReading): Date | undefined {
  const found = understood(text, reading);
  // Without an hour it is a day, or a word like "may" in a sentence.
  return found?.isCertain('hour') ? ahead(momentIn(found, reading), reading.now) : undefined;
}

/**
 * Reads "tomorrow 5pm", "in 3 days" or "24 December" as the moment until which something is to be done. A day without
 * an hour means the end of that day. @returns undefined when the text says no time, or one that is over.
 */
export function readDeadline(text: string, reading: TimeReading): Date | undefined {
  const found = understood(text, reading);
  if (!found) {
    return undefined;
  }
  const moment = found.isCertain('hour')
    ? momentIn(found, reading)
    : momentOf({ ...wallOf(found), hour: 23, minute: 59, second: 59 }, reading.timeZone);
  return ahead(moment, reading.now);
}

// chrono-node hears only "tomorrow" in it, and would be a day early.
function withDayAfterTomorrow(reader: Chrono, words: RegExp): Chrono {
  const better = reader.clone();
  better.parsers.unshift({
    pattern: () => words,
    extract: ({ reference }) => {
      const day = new Date(reference.instant.getTime() + reference.getTimezoneOffset() * 60_000);
      day.setUTCDate(day.getUTCDate() + 2);
      return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
    },
  });
  return better;
}

function understood(text: string, { now, timeZone, locale }: TimeReading): ParsedComponents | undefined {
  const reference = { instant: now, timezone: offsetAt(timeZone, now) / 60_000 };
  const languages = [locale.slice(0, 2), 'en'].filter((one) => one in readers);
  const [found] = [...new Set(languages)]
    .flatMap<ParsedResult>((language) =>
      readers[language]!.parse(text, reference, { forwardDate: true }).slice(0, 1),
    )
    // Who understood more of the text is right: in Spanish "tomorrow 8pm" is only "8pm".
    .sort((a, b) => b.text.length - a.text.length);
  return found?.start;
}

function momentIn(found: ParsedComponents, { timeZone, now }: TimeReading): Date {
  if (found.isCertain('timezoneOffset')) {
    return found.date();
  }
  const moment = momentOf(wallOf(found), timeZone);
  // "at 8" may mean the morning or the evening: the next of them. Noon is noon.
  const twice = found.get('hour')! % 12 !== 0;
  const open =
    twice && !found.isCertain('meridiem') && !found.isCertain('day') && !found.isCertain('weekday');
  const earlier = new Date(moment.getTime() - halfDay);
  return open && earlier > now ? earlier : moment;
}

function wallOf(found: ParsedComponents) {
  const at = (part: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second') => found.get(part) ?? 0;
  return {
    year: at('year'),
    month: at('month'),
    day: at('day'),
    hour: at('hour'),
    minute: at('minute'),
    second: at('second'),
  };
}

/** What is over is no time to wait for; a minute ago may be what the writer calls now. */
function ahead(moment: Date, now: Date): Date | undefined {
  return moment.getTime() >= now.getTime() - 60_000 && moment.getTime() < lastMoment ? moment : undefined;
}
