import { expect, test } from 'vitest';
import { minutes, seconds } from '../stage/feature-stage.ts';
import { type DatabaseKind, noPostgres } from '../stage/stage-database.ts';
import { FaultRun, type Verdict } from './every-call.ts';
import { faultsToTry, isSample, killsToTry } from './sampling.ts';
import { shops } from './shop/shop-subject.ts';
import type { Call } from './traffic.ts';
import { type CleanRun, lanesToRecord, type Trial } from './trials.ts';

/** `npm test` tries faults on SQLite, and kills on PostgreSQL, with one bot each. */
const sampled = { lanes: lanesToRecord(shops), patience: seconds(6) };

/** Of what was tried all became right. A call or two may not come: what is to be edited twice at once is edited once. */
function expectRight({ tried, missed, wrong }: Verdict, points: number): void {
  expect(points).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(Math.max(1, points / 10));
  expect(tried + missed.length).toBe(points);
}

/** Of members and their roles Discord says that they are not there only where they are not. */
const isTrue = ({ call, what }: Trial) => !(what === '404' && call.route.includes('/members/'));

async function strike(run: FaultRun): Promise<void> {
  const points = faultsToTry(run.clean).filter(isTrue);
  expectRight(await run.strike(points), points.length);
}

async function kill(run: FaultRun): Promise<void> {
  const clean = run.clean.filter(comesAtOnce).map((one) => ({ ...one, calls: one.calls.filter(isNoRound) }));
  const points = killsToTry(clean);
  expectRight(await run.kill(points), points.length);
}

/** What comes minutes later is not waited for with calls that hang. */
const comesAtOnce = ({ operation }: CleanRun) => operation !== 'approval of a role for a time';

/** Every ten minutes the bot looks whether its messages are there. */
const isNoRound = ({ method, route }: Call) => !(method === 'GET' && route.endsWith('/messages'));

/**
 * Discord answers what it should not, or nothing, at every call between the approval of an order and its delivery, and
 * when its money goes back; what a call is about is deleted at that moment; and the process is killed at each of them. In
 * the end each order is delivered, once, or waits and everybody concerned knows; a role is given once, and taken once.
 */
test.for<{ database: DatabaseKind; ways: readonly ((run: FaultRun) => Promise<void>)[] }>([
  { database: 'sqlite', ways: isSample ? [strike] : [strike, kill] },
  { database: 'postgres', ways: isSample ? [kill] : [kill, strike] },
])(
  'D1 D2 D3 D6 D7: whatever happens to any call, every order comes to its buyer, once, or waits: $database',
  {
    timeout: minutes(60),
  },
  async ({ database, ways }, { skip }) => {
    const none = database === 'postgres' && (await noPostgres());
    if (none) {
      skip(none);
    }
    const run = await FaultRun.start([shops], { database, ...(isSample && sampled) });
    try {
      for (const way of ways) {
        await way(run);
      }
    } finally {
      await run.stop();
    }
  },
);
