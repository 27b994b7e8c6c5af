const units: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const format = new Intl.RelativeTimeFormat('en');

/** Writes the times out that Discord shows as 'in 2 hours': `<t:…:R>`. @param now in Unix milliseconds. */
export function relativeTimes(text: string, now: number): string {
  return text.replace(/<t:(-?\d{1,13}):R>/g, (_all, seconds) => {
    const distance = Number(seconds) - Math.round(now / 1000);
    const [unit, size] = units.find(([, each]) => Math.abs(distance) >= each) ?? ['second', 1];
    return format.format(Math.round(distance / size), unit);
  });
}
