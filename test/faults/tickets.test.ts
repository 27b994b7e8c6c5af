import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../stage/feature-stage.ts';
import { FaultRun, type Verdict } from './every-call.ts';
import { faultsToTry, killsToTry } from './sampling.ts';
import { ticketsAs } from './tickets/ticket-subject.ts';

/** Of what was tried all became right. A call or two may not come: what is to be edited twice at once is edited once. */
function expectRight({ tried, missed, wrong }: Verdict, points: number): void {
  expect(wrong).toEqual([]);
  expect(missed.length, missed.join('\n')).toBeLessThan(points / 10);
  expect(tried + missed.length).toBe(points);
}

/**
 * Discord answers what it should not, or nothing, at every call of everything that people do to a ticket; what a call is
 * about is deleted at that moment; and the process is killed at each of them. When all works again, each ticket is as if
 * nothing had been wrong: what was written down is done, once; what was not is done, or was never asked for.
 */
let run: FaultRun;

beforeAll(async () => {
  run = await FaultRun.start([ticketsAs('channel'), ticketsAs('thread')]);
}, minutes(5));

afterAll(() => run?.stop());

test('whatever Discord does at any call, and whatever is deleted then, every ticket becomes what it is to be, once', {
  timeout: minutes(20),
}, async () => {
  const points = faultsToTry(run.clean);
  expect(points.length).toBeGreaterThan(10);
  expectRight(await run.strike(points), points.length);
});

test('whenever the process is killed, every ticket becomes what it is to be, once', {
  timeout: minutes(20),
}, async () => {
  const points = killsToTry(run.clean);
  expect(points.length).toBeGreaterThan(10);
  expectRight(await run.kill(points), points.length);
});
