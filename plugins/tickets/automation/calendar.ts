import { momentOf, wallTimeAt } from '@guildhall/sdk';
import { parseHolidays, parseHours, type Week } from './hours.ts';

/** How far ahead is looked for a time at which somebody is there, in days. */
const horizon = 400;

const minute = 60_000;
const dayLength = 24 * 60;

/** A day by the calendar on the wall. `month` from 1. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A time that somebody is there: from `from` to before `to`. */
interface Opening {
  readonly from: Date;
  readonly to: Date;
}

/**
 * When staff are there: hours of the week by the clocks of a zone, without holidays. On days on which the clocks are
 * changed, hours are what those clocks show.
 */
export class Calendar {
  readonly #week: Week;
  readonly #zone: string;
  readonly #holidays: ReadonlySet<string>;
  // To ask a zone what its clocks show takes long, and the same days are asked for again and again.
  readonly #moments = new Map<string, Date>();

  /** @param hours and `holidays` as `hours.ts` writes them. @param zone an IANA name. */
  constructor(hours: string, zone: string, holidays: string) {
    this.#week = parseHours(hours);
    this.#zone = zone;
    this.#holidays = new Set(parseHolidays(holidays));
  }

  /** Whether there are hours at all. */
  get limited(): boolean {
    return this.#week.some((spans) => spans.length > 0) || this.#holidays.size > 0;
  }

  isOpen(at: Date): boolean {
    return this.next(at)?.getTime() === at.getTime();
  }

  /** `at` if somebody is there then, else when somebody is next; undefined where that is not soon. */
  next(at: Date): Date | undefined {
    for (const { from } of this.#openings(at)) {
      return from > at ? from : at;
    }
    return undefined;
  }

  /** The moment at which somebody has been there for `minutes` since `from`; undefined where that is not soon. */
  after(from: Date, minutes: number): Date | undefined {
    let left = minutes * minute;
    for (const opening of this.#openings(from)) {
      const start = Math.max(opening.from.getTime(), from.getTime());
      const end = opening.to.getTime();
      if (start + left <= end) {
        return new Date(start + left);
      }
      left -= end - start;
    }
    return undefined;
  }

  /** What ends after `at`, in order. */
  *#openings(at: Date): Generator<Opening> {
    let day: Day = wallTimeAt(this.#zone, at);
    const always = this.#week.every((spans) => spans.length === 0);
    for (let count = 0; count < horizon; count += 1) {
      const spans = always ? [{ from: 0, to: dayLength }] : this.#week[weekday(day)]!;
      for (const { from, to } of this.#isHoliday(day) ? [] : spans) {
        const end = this.#moment(day, to);
        if (end > at) {
          yield { from: this.#moment(day, from), to: end };
        }
      }
      day = dayAfter(day);
    }
  }

  #isHoliday({ year, month, day }: Day): boolean {
    const date = `${two(month)}-${two(day)}`;
    return this.#holidays.has(date) || this.#holidays.has(`${year}-${date}`);
  }

  /** The first moment at which clocks show `minutes` since midnight of a day, or later. */
  #moment(day: Day, minutes: number): Date {
    const key = `${day.year}-${day.month}-${day.day}/${minutes}`;
    let moment = this.#moments.get(key);
    if (!moment) {
      moment = this.#find(minutes === dayLength ? dayAfter(day) : day, minutes % dayLength);
      this.#moments.set(key, moment);
    }
    return moment;
  }

  #find(day: Day, minutes: number): Date {
    const wall = { ...day, hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 };
    let moment = momentOf(wall, this.#zone);
    // Clocks that are put forward skip some times: what begins in between begins with the first time that is there.
    const shown = ({ hour, minute }: { hour: number; minute: number }) => hour * 60 + minute;
    for (let before = moment; shown(wallTimeAt(this.#zone, before)) > minutes; ) {
      moment = before;
      before = new Date(before.getTime() - minute);
      const there = wallTimeAt(this.#zone, before);
      if (there.day !== day.day || shown(there) < minutes) {
        break;
      }
    }
    return moment;
  }
}

/** 0 is Monday. */
const weekday = ({ year, month, day }: Day) => (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;

function dayAfter({ year, month, day }: Day): Day {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}

const two = (number: number) => String(number).padStart(2, '0');
