import { type Chrono, en, es, type ParsedResult } from 'chrono-node';
import { momentOf, offsetAt } from './wall-clock.ts';

const readers: Readonly<Record<string, Chrono>> = { en: en.casual, es: es.casual };
const halfDay = 12 * 3_600_000;

export interface Reading {
  readonly now: Date;
  /** The zone that the writer's clock shows, as an IANA name. */
  readonly timeZone: string;
  /** The writer's language; English is always understood too. */
  readonly locale: string;
}

/**
 * Reads "in 20 min", "8pm", "tomorrow 18:30" as a time. @returns undefined when the text does not say an hour, or one
 * that is over.
 */
export function readStart(text: string, { now, timeZone, locale }: Reading): Date | undefined {
  const reference = { instant: now, timezone: offsetAt(timeZone, now) / 60_000 };
  const languages = [locale.slice(0, 2), 'en'].filter((one) => one in readers);
  const [found] = [...new Set(languages)]
    .flatMap((language) => readers[language]!.parse(text, reference, { forwardDate: true }).slice(0, 1))
    // Who understood more of the text is right: in Spanish "tomorrow 8pm" is only "8pm".
    .sort((a, b) => b.text.length - a.text.length);
  // Without an hour it is a day, or a word like "may" in a sentence.
  if (!found?.start.isCertain('hour')) {
    return undefined;
  }
  const start = momentIn(found, timeZone, now);
  return start.getTime() < now.getTime() - 60_000 ? undefined : start;
}

function momentIn({ start }: ParsedResult, timeZone: string, now: Date): Date {
  if (start.isCertain('timezoneOffset')) {
    return start.date();
  }
  const at = (part: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second') => start.get(part) ?? 0;
  const moment = momentOf(
    {
      year: at('year'),
      month: at('month'),
      day: at('day'),
      hour: at('hour'),
      minute: at('minute'),
      second: at('second'),
    },
    timeZone,
  );
  // "at 8" may mean the morning or the evening: the next of them.
  const open = !start.isCertain('meridiem') && !start.isCertain('day') && !start.isCertain('weekday');
  const earlier = new Date(moment.getTime() - halfDay);
  return open && earlier > now ? earlier : moment;
}
