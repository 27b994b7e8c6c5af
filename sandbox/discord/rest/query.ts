import { compareSnowflakes, isSnowflake } from '../snowflake.ts';
import { problem, refuseField } from './body/form-errors.ts';

/** The part of a call that queries are read from. */
export interface Queried {
  readonly query: Record<string, string | undefined>;
}

/**
 * A whole number from the query string.
 * @throws DiscordError 50035 when it is none, or outside `min` and `max`.
 */
export function queryInteger(
  { query }: Queried,
  name: string,
  range: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  const text = query[name];
  if (text === undefined) return range.fallback;
  if (!/^-?\d{1,15}$/.test(text)) refuseField([name], ...problem.notANumber(text, 'int'));
  const value = Number(text);
  if (value < range.min) refuseField([name], ...problem.tooSmall(range.min));
  if (value > range.max) refuseField([name], ...problem.tooLarge(range.max));
  return value;
}

/**
 * An id from the query string.
 * @throws DiscordError 50035 when it is none.
 */
export function querySnowflake({ query }: Queried, name: string): string | undefined {
  const text = query[name];
  if (text !== undefined && !isSnowflake(text)) refuseField([name], ...problem.notANumber(text, 'snowflake'));
  return text;
}

/** Whether an id stands between two ids of a query, neither of them among what is between; without one there is no end. */
export function isBetween(
  id: string,
  ends: { before?: string | undefined; after?: string | undefined },
): boolean {
  const { before, after } = ends;
  return (
    (before === undefined || compareSnowflakes(id, before) < 0) &&
    (after === undefined || compareSnowflakes(id, after) > 0)
  );
}

/** Whether a yes-or-no of the query string is yes. */
export function queryFlag({ query }: Queried, name: string): boolean {
  return ['true', 'True', '1'].includes(query[name] ?? '');
}
