import { expect, test } from 'vitest';
import { nextWrite, signWindow } from '../rooms/sign-budget.ts';

const start = new Date('2026-03-01T12:00:00Z').getTime();
const at = (minutes: number) => new Date(start + minutes * 60_000);

test('a channel that was never renamed, or once, can be renamed at once', () => {
  expect(nextWrite({}, at(0))).toEqual(at(0));
  expect(nextWrite({ lastAt: at(-1) }, at(0))).toEqual(at(0));
});

test('the third time waits until ten minutes have passed since the first', () => {
  const next = nextWrite({ beforeAt: at(-4), lastAt: at(-1) }, at(0)).getTime() - at(6).getTime();
  expect(next).toBeGreaterThan(0);
  expect(next).toBeLessThan(signWindow / 100);
  expect(nextWrite({ beforeAt: at(-11), lastAt: at(-1) }, at(0))).toEqual(at(0));
});

test('what Discord said counts more than what was counted', () => {
  expect(nextWrite({ heldUntil: at(5) }, at(0))).toEqual(at(5));
  expect(nextWrite({ heldUntil: at(-5) }, at(0))).toEqual(at(0));
});
