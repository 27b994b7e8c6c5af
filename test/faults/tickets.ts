import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../stage/feature-stage.ts';
import { atEachCall, FaultRun, oneAtEachCall, whereThingsGo } from './every-call.ts';
import { faultKinds, killedAt } from './fault-kinds.ts';
import { ticketsAs } from './tickets/ticket-subject.ts';

/** `npm run faults` tries everything; without `FAULTS=all` it is one kind of fault at each call, the next kind at the next call. */
const all = process.env.FAULTS === 'all';
/** Which kind the first call meets where not all are tried. */
const seed = Number(process.env.FAULT_SEED ?? 0);

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
  const things = whereThingsGo(run.clean);
  const points = all
    ? [...atEachCall(run.clean, faultKinds), ...things]
    : [...oneAtEachCall(run.clean, faultKinds, seed), ...things.filter((_, index) => index % 4 === seed % 4)];
  expect(points.length).toBeGreaterThan(60);
  expect(await run.strike(points)).toEqual({ tried: points.length, missed: [], wrong: [] });
});

test('whenever the process is killed, every ticket becomes what it is to be, once', {
  timeout: minutes(20),
}, async () => {
  const points = all ? atEachCall(run.clean, killedAt) : oneAtEachCall(run.clean, killedAt, seed);
  expect(await run.kill(points)).toEqual({ tried: points.length, missed: [], wrong: [] });
});
