/** What a clock on the wall shows. `month` from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const units = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

// Making a format takes a thousand times as long as using it.
const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone (IANA name) show at `at`. */
export function wallTimeAt(timeZone: string, at: Date): WallTime {
  const shown = new Map<string, string>(
    formatIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return Object.fromEntries(units.map((unit) => [unit, Number(shown.get(unit))])) as Record<
    (typeof units)[number],
    number
  >;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** How far a zone is ahead of UTC at `at`, in milliseconds. */
export function offsetAt(timeZone: string, at: Date): number {
  return asIfUtc(wallTimeAt(timeZone, at)) - Math.floor(at.getTime() / 1000) * 1000;
}

/** As {@link offsetAt}, for very many moments: a day whose two ends have the same offset has it all the time. */
export function offsetsIn(timeZone: string): (at: Date) => number {
  const days = new Map<number, number | undefined>();
  return (at) => {
    const day = Math.floor(at.getTime() / dayLength);
    if (!days.has(day)) {
      const [begin, end] = [day, day + 1].map((one) => offsetAt(timeZone, new Date(one * dayLength)));
      days.set(day, begin === end ? begin : undefined);
    }
    return days.get(day) ?? offsetAt(timeZone, at);
  };
}

const dayLength = 24 * 3_600_000;

/**
 * The moment at which clocks in `timeZone` show `wall`. An hour that is there twice means the first one; one that is
 * skipped means as much later as the clocks are put forward.
 */
export function momentOf(wall: WallTime, timeZone: string): Date {
  const shown = asIfUtc(wall);
  // Zones change by steps of at most a few hours: the offsets of the day before and after are all that can count.
  const offsets = [
    offsetAt(timeZone, new Date(shown - dayLength)),
    offsetAt(timeZone, new Date(shown + dayLength)),
  ];
  const fitting = offsets.find((offset) => offsetAt(timeZone, new Date(shown - offset)) === offset);
  return new Date(shown - (fitting ?? offsets[0]!));
}

const asIfUtc = ({ year, month, day, hour, minute, second }: WallTime) =>
  Date.UTC(year, month - 1, day, hour, minute, second);
