/** How long to go on with a job that fails. */
interface Patience {
  /** Runs before it is parked. */
  readonly runs: number;
  /** The longest pause between two, in ms. */
  readonly pause: number;
}

/** About two minutes: a fault of ours, or something that staff must mend. */
const ordinary: Patience = { runs: 8, pause: 5 * 60_000 };

/** About a day: Discord, the network or the database is away, and nobody can do anything but wait. */
const outage: Patience = { runs: 150, pause: 10 * 60_000 };

/** The pause after the first failure, in ms; it doubles with each. */
const firstPause = 1_000;

const outageCodes =
  /^(E(CONN(RESET|REFUSED|ABORTED)|NOTFOUND|TIMEDOUT|PIPE|AI_AGAIN|HOSTUNREACH|NETUNREACH)|UND_ERR_.*)$/;
const outageNames =
  /^(AbortError|TimeoutError|RateLimitError|ConnectionException|DeadlockException|LockWaitTimeoutException)/;

/**
 * When to try again after the run number `attempts` (from 1) failed with `error`.
 * @param random gives a number from 0 to 1: jobs that failed together do not come back together.
 * @returns the pause in ms, or undefined when it is time to give up. A `retryAfter` (ms) of the error is kept to.
 */
export function pauseAfter(error: unknown, attempts: number, random: () => number): number | undefined {
  const chain = causesOf(error);
  const patience = chain.some(tellsOfOutage) ? outage : ordinary;
  if (attempts >= patience.runs) {
    return undefined;
  }
  const longest = Math.min(firstPause * 2 ** (attempts - 1), patience.pause);
  const asked = Math.max(
    0,
    ...chain.map(({ retryAfter }) => (Number.isFinite(retryAfter) ? (retryAfter as number) : 0)),
  );
  return Math.round(asked + (longest / 2) * (1 + random()));
}

/** Whether the other side, the way to it or the database is away, so that nobody here has done anything wrong. */
export const isOutage = (error: unknown): boolean => causesOf(error).some(tellsOfOutage);

/** Whether a job whose process died in run number `attempts` may be run once more. */
export function mayRunAgain(attempts: number): boolean {
  return attempts < ordinary.runs;
}

interface Cause {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly retryAfter?: unknown;
  readonly cause?: unknown;
}

// fetch wraps what went wrong once or twice.
function causesOf(error: unknown): Cause[] {
  const chain: Cause[] = [];
  for (
    let next = error;
    typeof next === 'object' && next !== null && chain.length < 5;
    next = (next as Cause).cause
  ) {
    chain.push(next);
  }
  return chain;
}

function tellsOfOutage({ name, code, status, retryAfter }: Cause): boolean {
  return (
    retryAfter !== undefined ||
    status === 429 ||
    (typeof status === 'number' && status >= 500) ||
    (typeof code === 'string' && outageCodes.test(code)) ||
    (typeof name === 'string' && outageNames.test(name))
  );
}
