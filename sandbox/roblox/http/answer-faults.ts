import type { ReadyAnswer } from '../../faults/spoiled-answer.ts';
import type { RobloxFault } from '../faults.ts';
import { errorAnswer, formOf } from './errors.ts';
import { retryAfterText } from './rate-limits.ts';

/** What a fault answers instead, if it does. @param now Unix milliseconds */
export function faultAnswer(
  fault: RobloxFault,
  path: string,
  csrfToken: string,
  now: number,
): ReadyAnswer | undefined {
  if (fault.csrf) {
    const answer = errorAnswer({ form: 'gateway', status: 403, message: fault.message });
    return { ...answer, headers: { 'x-csrf-token': csrfToken } };
  }
  const { status, code, message, retryAfter, retryAfterAs = 'seconds' } = fault;
  if (status === undefined) return undefined;
  const answer = errorAnswer({ form: fault.form ?? formOf(path), status, code, message });
  if (retryAfter === undefined) return answer;
  return { ...answer, headers: { 'retry-after': retryAfterText(retryAfter * 1000, retryAfterAs, now) } };
}

/** An answer without the members that a fault takes out, and with those that it puts in. */
export function changeMembers({ without = [], extra }: RobloxFault, value: unknown): unknown {
  if (without.length === 0 && !extra) return value;
  const change = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(change);
    if (typeof part !== 'object' || part === null) return part;
    const kept = Object.entries(part).filter(([name]) => !without.includes(name));
    return { ...Object.fromEntries(kept.map(([name, each]) => [name, change(each)])), ...extra };
  };
  return change(value);
}
