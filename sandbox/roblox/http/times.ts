/** A time as .NET writes it: the fraction has no zeros at its end, and may be missing. */
export function timeText(time: Date | number): string {
  return new Date(time).toISOString().replace(/\.?0*Z$/, 'Z');
}
