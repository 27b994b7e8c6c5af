import { Refusal } from '@guildhall/sdk';

/** A time of day from `from` to before `to`, in minutes since midnight; 1440 is the end of the day. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When somebody is there: for each day of the week, Monday first, its spans in order. None at all: always. */
export type Week = readonly (readonly Span[])[];

/** As people read and write days, in the order of {@link Week}. */
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** How a day may begin, in English and Spanish. */
const dayPatterns = [/^(mo|lu)/, /^(tu|ma)/, /^(we|mi)/, /^(th|ju)/, /^(fr|vi)/, /^s[aá]/, /^(su|do)/];

const dayEnd = 24 * 60;
const time = String.raw`(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?`;
const span = new RegExp(String.raw`^${time}\s*[-–—]\s*${time}$`);

/** The longest text of hours or holidays that is kept, in characters. */
export const hoursLimit = 400;

/**
 * Reads `Mon-Fri 9:00-12:30, 13:30-18:00; Sat 10am-2pm`. A span over midnight belongs to both days. Days have English or
 * Spanish names. An empty text is no hours: always open.
 * @throws Refusal `hours-unclear` with the `part` that cannot be understood, `hours-long`.
 */
export function parseHours(text: string): Week {
  const week: Span[][] = dayNames.map(() => []);
  let days: number[] = [];
  let fresh = false;
  for (const part of partsOf(text)) {
    const at = part.search(/\d/);
    const words = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase();
    if (words) {
      // "Mon, Wed 9-12": days that stand before a time belong to it together.
      days = [...(fresh ? days : []), ...daysOf(words, part)];
      fresh = true;
    }
    if (at >= 0) {
      const times = spanOf(part.slice(at), part);
      if (days.length === 0) {
        throw new Refusal('hours-unclear', { part });
      }
      for (const day of days) {
        put(week, day, times);
      }
      fresh = false;
    }
  }
  if (fresh) {
    throw new Refusal('hours-unclear', { part: text.trim() });
  }
  return week.map(merged);
}

/** Writes hours so that {@link parseHours} reads them. */
export function formatHours(week: Week): string {
  const texts = week.map((spans) =>
    spans.map(({ from, to }) => `${clockWords(from)}-${clockWords(to)}`).join(', '),
  );
  const groups: string[] = [];
  for (let first = 0; first < texts.length; ) {
    const other = texts.findIndex((text, day) => day > first && text !== texts[first]);
    const last = (other < 0 ? texts.length : other) - 1;
    if (texts[first]) {
      const days = first === last ? dayNames[first] : `${dayNames[first]}-${dayNames[last]}`;
      groups.push(`${days} ${texts[first]}`);
    }
    first = last + 1;
  }
  return groups.join('; ');
}

/**
 * Reads days on which nobody is there: `2026-12-24` once, `12-25` in every year.
 * @returns them so that they can be read again. @throws Refusal `holiday-unclear` with the `part`, `hours-long`.
 */
export function parseHolidays(text: string): string[] {
  return [...new Set(partsOf(text).flatMap((part) => part.split(/\s+/)))]
    .map((part) => {
      const [, year, month, day] = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(part) ?? [];
      // The 29th of February is a day of some years.
      const date = new Date(Date.UTC(Number(year ?? 2024), Number(month) - 1, Number(day)));
      if (!month || date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) {
        throw new Refusal('holiday-unclear', { part });
      }
      return `${year ? `${year}-` : ''}${month.padStart(2, '0')}-${day!.padStart(2, '0')}`;
    })
    .sort();
}

/** What an administrator typed about hours. */
export interface TypedHours {
  readonly hours?: string;
  /** An IANA name, or empty. */
  readonly hoursZone?: string;
  readonly holidays?: string;
}

/** Hours as they are kept. @throws Refusal as {@link parseHours} and {@link parseHolidays}, and `no-zone` with `part`. */
export function goodHours({ hours, hoursZone, holidays }: TypedHours): TypedHours {
  return {
    ...(hours !== undefined && { hours: formatHours(parseHours(hours)) }),
    ...(hoursZone !== undefined && { hoursZone: goodZone(hoursZone.trim()) }),
    ...(holidays !== undefined && { holidays: parseHolidays(holidays).join(', ') }),
  };
}

function goodZone(zone: string): string {
  try {
    return zone && new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Refusal('no-zone', { part: zone });
  }
}

function partsOf(text: string): string[] {
  if (text.length > hoursLimit) {
    throw new Refusal('hours-long', { max: hoursLimit });
  }
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

function daysOf(words: string, part: string): number[] {
  const [first, last, ...more] = words.replace(/:$/, '').split(/\s*(?:[-–—]|\bto\b|\ba\b)\s*/);
  const from = dayOf(first);
  const to = last === undefined ? from : dayOf(last);
  if (from < 0 || to < 0 || more.length > 0) {
    throw new Refusal('hours-unclear', { part });
  }
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
}

const dayOf = (word = '') =>
  /^\p{L}{2,10}\.?$/u.test(word) ? dayPatterns.findIndex((pattern) => pattern.test(word)) : -1;

function spanOf(text: string, part: string): Span {
  const [, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] = span.exec(text.toLowerCase()) ?? [];
  const from = minutesOf(fromHour, fromMinute, fromHalf);
  const to = minutesOf(toHour, toMinute, toHalf);
  if (from === undefined || to === undefined || from === to || from === dayEnd) {
    throw new Refusal('hours-unclear', { part });
  }
  return { from, to };
}

function minutesOf(hour: string | undefined, minute = '0', half?: string): number | undefined {
  const hours = half ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour);
  const minutes = hours * 60 + Number(minute);
  const good = hour !== undefined && Number(minute) < 60 && minutes <= dayEnd && !(half && Number(hour) > 12);
  return good ? minutes : undefined;
}

function put(week: Span[][], day: number, { from, to }: Span): void {
  if (to > from) {
    week[day]!.push({ from, to });
    return;
  }
  week[day]!.push({ from, to: dayEnd });
  if (to > 0) {
    week[(day + 1) % 7]!.push({ from: 0, to });
  }
}

function merged(spans: readonly Span[]): Span[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      result.push({ from, to });
    }
  }
  return result;
}

const clockWords = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
