import { expect, test } from 'vitest';
import { Places } from '../effects/places.ts';

test('there are as many places as there are; who waits gets the next one, in their order', async () => {
  const places = new Places(2);
  const [first, second] = [await places.take(), places.tryTake()!];
  expect(places.tryTake()).toBeUndefined();
  const came: string[] = [];
  const waiting = ['ada', 'bob'].map(async (name) => {
    const leave = await places.take();
    came.push(name);
    return leave;
  });
  first();
  const leaveAda = await waiting[0]!;
  expect([came, places.tryTake()]).toEqual([['ada'], undefined]);
  second();
  await waiting[1]!;
  leaveAda();
  expect(places.tryTake()).toBeDefined();
});

test('a job that found none is called when there is one, one job for each place', async () => {
  const places = new Places(1);
  const leave = places.tryTake()!;
  const called: string[] = [];
  places.whenFree(() => called.push('first'));
  places.whenFree(() => called.push('second'));
  leave();
  expect(called).toEqual(['first']);
  const next = places.tryTake()!;
  next();
  expect(called).toEqual(['first', 'second']);
  places.whenFree(() => called.push('third'));
  expect(called).toEqual(['first', 'second', 'third']);
});
