import { CronExpressionParser } from 'cron-parser';

/** A `ScheduledTask` piece, as far as its time goes. Without interval and pattern it only runs jobs. */
export interface ScheduledTaskFacts {
  readonly plugin: string;
  readonly name: string;
  /** ms. */
  readonly interval?: number | null;
  /** Five or six cron fields. */
  readonly pattern?: string | null;
  /** IANA name; UTC when left out. */
  readonly timezone?: string | null;
}

/** When a repeating task runs. */
export interface Rhythm {
  /** The rhythm in words: another text is another rhythm. */
  readonly text: string;
  /** The first run after `now`. An interval counts on from `last`, so that it does not drift. */
  next(now: Date, last?: Date): Date;
}

/**
 * Reads the rhythm of a task. @returns undefined when it has none.
 * @throws RangeError that says what is wrong with its interval, pattern or time zone.
 */
export function rhythmOf({ interval, pattern, timezone }: ScheduledTaskFacts): Rhythm | undefined {
  if (interval != null) {
    return intervalRhythm(interval);
  }
  return pattern == null ? undefined : cronRhythm(pattern, timezone ?? 'UTC');
}

function intervalRhythm(interval: number): Rhythm {
  if (!Number.isSafeInteger(interval) || interval < 1) {
    throw new RangeError(`an interval is a whole number of milliseconds above 0, not ${interval}`);
  }
  return {
    text: `every ${interval} ms`,
    next(now, last = now) {
      const periods = Math.max(1, Math.floor((now.getTime() - last.getTime()) / interval) + 1);
      return new Date(last.getTime() + periods * interval);
    },
  };
}

function cronRhythm(pattern: string, tz: string): Rhythm {
  const after = (now: Date) => CronExpressionParser.parse(pattern, { tz, currentDate: now }).next().toDate();
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: tz });
    after(new Date(0));
  } catch (error) {
    throw new RangeError(`the pattern "${pattern}" in "${tz}" is none: ${(error as Error).message}`);
  }
  return { text: `${pattern} in ${tz}`, next: (now) => after(now) };
}
