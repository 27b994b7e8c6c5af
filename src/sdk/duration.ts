const units = [
  { minutes: 24 * 60, sign: 'd', pattern: /^d/i },
  { minutes: 60, sign: 'h', pattern: /^h/i },
  { minutes: 1, sign: 'min', pattern: /^m/i },
] as const;

/** Reads `90`, `45m`, `1h 30m` or `2 days`. @returns minutes, or undefined when it is no length of time. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) {
    return Number(trimmed);
  }
  const parts = [...trimmed.matchAll(/(\d+)\s*([a-zí]+)\s*/giu)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== trimmed) {
    return undefined;
  }
  let minutes = 0;
  for (const [, amount, word] of parts) {
    const unit = units.find(({ pattern }) => pattern.test(word!));
    if (!unit) {
      return undefined;
    }
    minutes += Number(amount) * unit.minutes;
  }
  return minutes;
}

/** Writes minutes so that {@link parseDuration} reads them: `1h 30min`. */
export function formatDuration(minutes: number): string {
  let rest = minutes;
  const parts: string[] = [];
  for (const unit of units) {
    const amount = Math.floor(rest / unit.minutes);
    rest -= amount * unit.minutes;
    if (amount > 0) {
      parts.push(`${amount}${unit.sign}`);
    }
  }
  return parts.join(' ') || '0min';
}
