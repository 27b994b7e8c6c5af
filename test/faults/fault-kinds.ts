import type { RestFault } from '@guildhall/sandbox';

/** What goes wrong with one call. */
export type FaultKind = Pick<RestFault, 'status' | 'code' | 'retryAfter' | 'delay' | 'drop' | 'afterEffect'>;

/** Longer than the bot waits, and than a test lasts, in ms. */
const never = 10 * 60_000;

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

export type FaultName = keyof typeof faultKinds;

/** The moments at which the process is killed: Discord has the request, or has done it already. */
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
export function faultFor(route: string, kind: FaultKind): FaultKind {
  const code = kind.status === 404 && unknown.find(([pattern]) => pattern.test(route))?.[1];
  return code ? { ...kind, code } : kind;
}
