import { atEachCall, oneAtEachCall, whereThingsGo } from './every-call.ts';
import { faultKinds, killedAt } from './fault-kinds.ts';
import type { CleanRun, Trial } from './trials.ts';

/*
 * How much is tried: `FAULTS=all`, which `npm run faults` sets, tries everything, which takes very long; `FAULTS=each` one
 * kind of fault at each call, the next kind at the next call; `npm test` does so at each sixth call.
 */
const { FAULTS, FAULT_SEED = '0' } = process.env;
const all = FAULTS === 'all';

/** Whether only some of the calls are tried. */
export const isSample = FAULTS === undefined;

const apart = isSample ? 6 : 1;
/** Which kind the first call meets, and which call is the first, where not all are tried. */
const seed = Number(FAULT_SEED);

const sample = (points: readonly Trial[], apart: number) =>
  points.filter((_, index) => index % apart === seed % apart);

/** What can go wrong in Discord, and on the way to it, as much as is to be tried of it. */
export function faultsToTry(clean: readonly CleanRun[]): Trial[] {
  const things = whereThingsGo(clean);
  return all
    ? [...atEachCall(clean, faultKinds), ...things]
    : [...sample(oneAtEachCall(clean, faultKinds, seed), apart), ...sample(things, 4 * apart)];
}

/** Where the process can be killed, as much as is to be tried of it. */
export const killsToTry = (clean: readonly CleanRun[]): Trial[] =>
  all ? atEachCall(clean, killedAt) : sample(oneAtEachCall(clean, killedAt, seed), apart);
