/**
 * Reads `retry-after`: seconds, or a date by the clock of whoever sent it. Source: RFC 9110, 10.2.3.
 * @param now Unix milliseconds, for an answer that does not say when it was sent.
 * @returns ms, or undefined when there is none that can be read.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const wait = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : untilDate(text, headers, now);
  return wait === undefined ? undefined : Math.max(0, wait);
}

function untilDate(text: string, headers: Headers, now: number): number | undefined {
  const until = dateOf(text);
  return until === undefined ? undefined : until - (dateOf(headers.get('date') ?? '') ?? now);
}

/** `Date.parse` alone reads a date into nearly any text that has a number. */
function dateOf(text: string): number | undefined {
  const at = /^[A-Za-z]{3,9},? [\w :-]+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
