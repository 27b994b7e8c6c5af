import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultKind, faultKinds, killedAt } from './fault-kinds.ts';
import { operationNames } from './operations.ts';
import { type Mode, type Trial, Trials } from './trials.ts';

/** Servers that are tried in at once. */
const servers = 16;

/** Declares the tests of everything that can go wrong at each call, with tickets of one mode. */
export function atEveryCall(mode: Mode): void {
  let trials: Trials;
  let calls: Pick<Trial, 'operation' | 'call'>[];

  beforeAll(async () => {
    trials = await Trials.start(servers, mode);
    calls = [];
    for (const operation of operationNames) {
      const clean = await trials.record(operation);
      calls.push(...clean.calls.map((call) => ({ operation, call })));
    }
  }, 120_000);
  afterAll(() => trials?.stop());

  const each = (kinds: Readonly<Record<string, FaultKind>>): Trial[] =>
    calls.flatMap((call) => Object.entries(kinds).map(([what, fault]) => ({ ...call, what, fault })));
  const told = (points: readonly Trial[], what: string) =>
    console.log(
      `Tickets in the mode ${mode}: ${what} at ${points.length} points, in ${calls.length} calls of ${operationNames.join(', ')}.`,
    );

  test('whatever Discord does at any call, every ticket becomes what it is to be, once', {
    timeout: 600_000,
  }, async () => {
    const points = each(faultKinds);
    const wrong = await trials.run(points);
    told(points, 'a fault');
    expect(wrong).toEqual([]);
  });

  test('whenever the process is killed, every ticket becomes what it is to be, once', {
    timeout: 600_000,
  }, async () => {
    const points = each(killedAt);
    const wrong = await trials.run(points, true);
    told(points, 'the process was killed');
    expect(wrong).toEqual([]);
  });
}
