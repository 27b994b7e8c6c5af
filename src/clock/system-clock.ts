import type { Clock } from '../sdk/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };
