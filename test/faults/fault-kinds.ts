import type { RestFault } from '@guildhall/sandbox';
import type { Target } from './traffic.ts';

/** What goes wrong with one call. */
export interface FaultKind
  extends Pick<RestFault, 'status' | 'code' | 'retryAfter' | 'drop' | 'truncate' | 'afterEffect'> {
  readonly delay?: number;
  /** What the call is about goes away, as when an admin deletes it at that moment. Discord is as it always is. */
  readonly gone?: Target;
}

/** Longer than the bot waits, and than a test lasts, in ms. */
const never = 30 * 60_000;

/** What Discord, or the way to it, does instead of answering. */
export const faultKinds = {
  403: { status: 403, code: 50013 },
  // The thing is there all the same: Discord answers so for a moment about what was just made.
  404: { status: 404 },
  429: { status: 429, retryAfter: 0.2 },
  500: { status: 500 },
  '500 after the effect': { status: 500, afterEffect: true },
  'no answer': { delay: never },
  'no answer after the effect': { delay: never, afterEffect: true },
  'a cut connection': { drop: true },
  'a cut connection after the effect': { drop: true, afterEffect: true },
} as const satisfies Readonly<Record<string, FaultKind>>;

/** What a call is about goes away just before it. */
export const goneKinds = {
  message: { gone: 'message' },
  channel: { gone: 'channel' },
} as const satisfies Readonly<Record<Target, FaultKind>>;

/** The moments at which the process is killed: Discord does not have the request yet, or has done it already. */
export const killedAt = {
  'before the effect': { delay: never },
  'after the effect': { delay: never, afterEffect: true },
} as const satisfies Readonly<Record<string, FaultKind>>;

/** What Discord says is not there, by the last thing that a route names. */
const unknown = [
  [/\/messages\/:\w+$/, 10008],
  [/^\/(interactions|webhooks)\//, 10062],
  [/^\/channels\//, 10003],
  [/^\/guilds\//, 10004],
] as const;

/** A fault for a route: a 404 says what Discord would say there. */
export function faultFor(route: string, kind: FaultKind): FaultKind & { readonly delay: number } {
  const code = kind.status === 404 && unknown.find(([pattern]) => pattern.test(route))?.[1];
  return { delay: 1, ...kind, ...(code && { code }) };
}
