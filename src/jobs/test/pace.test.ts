import { expect, test } from 'vitest';
import { Pace } from '../pace.ts';

/** A process that is as busy as it is told to be. */
function process() {
  const people = { hurry: true };
  const hands = { idle: 0, active: 0 };
  return {
    people,
    paceOf: (most: number) => new Pace({ most, hurry: () => people.hurry, hands: () => ({ ...hands }) }),
    /** @param busy the share of `ms` milliseconds that it works. */
    pass(ms: number, busy: number) {
      hands.active += ms * busy;
      hands.idle += ms * (1 - busy);
    },
  };
}

test('while people wait, many jobs run at once when the process has time, and few when it has its hands full', () => {
  const { paceOf, pass } = process();
  const pace = paceOf(50);
  const limits = [pace.limit];
  for (const busy of [0.3, 1, 1, 1, 1, 1, 1, 0.8, 0.5, 0.5, 0.5, 0.5, 0.5]) {
    pass(100, busy);
    limits.push(pace.limit);
  }

  expect(limits).toEqual([50, 50, 25, 12, 6, 3, 3, 3, 3, 6, 12, 24, 48, 50]);
});

test('a moment says nothing', () => {
  const { paceOf, pass } = process();
  const pace = paceOf(50);

  pass(99, 1);
  expect(pace.limit).toBe(50);
  pass(1, 1);
  expect(pace.limit).toBe(25);
});

test('where few are allowed at all, no more run because of that', () => {
  const { paceOf, pass } = process();
  const pace = paceOf(2);

  pass(100, 1);
  expect(pace.limit).toBe(2);
  pass(100, 0);
  expect(pace.limit).toBe(2);
});

test('while nobody waits, jobs make way for nobody', () => {
  const { paceOf, pass, people } = process();
  const pace = paceOf(50);

  pass(100, 1);
  expect(pace.limit).toBe(25);
  people.hurry = false;
  pass(100, 1);
  expect(pace.limit).toBe(50);
});
