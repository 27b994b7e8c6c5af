const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A span of time in ms, as people type it: `+2h`, `90 min`, `1d12h`. @throws Error when it is none. */
export function spanOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)\s*(min|[smhd])/g)];
  const rest = text.replace(/(\d+)\s*(min|[smhd])/g, '').replace(/[+\s]/g, '');
  if (parts.length === 0 || rest !== '') {
    throw new Error(`'${text}' is no span of time. Type one like +2h, +90min or +1d12h.`);
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
}
