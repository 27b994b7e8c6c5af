/** What a clock on the wall shows. `month` from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** How far a zone (IANA name) is ahead of UTC at `at`, in milliseconds. */
export function offsetAt(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}

/**
 * The moment at which clocks in `timeZone` show `wall`. An hour that is there twice means the first one; one that is
 * skipped means as much later as the clocks are put forward.
 */
export function momentOf(wall: WallTime, timeZone: string): Date {
  const shown = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const day = 24 * 3_600_000;
  // Zones change by steps of at most a few hours: the offsets of the day before and after are all that can count.
  const offsets = [offsetAt(timeZone, new Date(shown - day)), offsetAt(timeZone, new Date(shown + day))];
  const fitting = offsets.find((offset) => offsetAt(timeZone, new Date(shown - offset)) === offset);
  return new Date(shown - (fitting ?? offsets[0]!));
}
