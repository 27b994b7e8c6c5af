import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endingOf, newOrderId, readOrderId, readReference, referenceOf } from '../orders/order-id.ts';

/** What people may type where a character of an id stands: letters that look alike are read as the one that is meant. */
const typeable = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const meant = (typed: string) => typed.replace(/O/g, '0').replace(/[IL]/g, '1');
const today = { year: 2026, month: 11, day: 21 };

const anyId = fc
  .record({
    bytes: fc.uint8Array({ minLength: 5, maxLength: 5 }),
    day: fc.record({
      year: fc.integer({ min: 2024, max: 2099 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    }),
  })
  .map(({ bytes, day }) => newOrderId('NC', day, () => bytes));

/** The places of an id that carry meaning: not what a server puts before it. */
const places = [...'NC-YYYYMMDD-XXXXXX'].flatMap((sign, place) => (/[YMDX]/.test(sign) ? [place] : []));

const withAt = (id: string, place: number, character: string) =>
  `${id.slice(0, place)}${character}${id.slice(place + 1)}`;

test('I1: an id looks like NC-YYYYMMDD-XXXXXX: the day, and letters and digits that nobody mixes up', () => {
  for (let count = 0; count < 1_000; count += 1) {
    expect(newOrderId('NC', today, randomBytes)).toMatch(/^NC-20261121-[0-9A-HJKMNP-TV-Z]{6}$/);
  }
  expect(newOrderId('my shop!', { ...today, month: 3, day: 4 }, randomBytes)).toMatch(/^MYSHOP-20260304-/);
  expect(newOrderId('---', today, randomBytes)).toMatch(/^NC-/);
});

test('I1: all 25 bits of the source are in the id', () => {
  const bits = fc.uint8Array({ minLength: 5, maxLength: 5, max: 31 });
  fc.assert(
    fc.property(bits, bits, (one, other) => {
      const same = newOrderId('NC', today, () => one) === newOrderId('NC', today, () => other);
      expect(same).toBe(Buffer.compare(one, other) === 0);
    }),
  );
});

test('I1: every wrong character and every swap of two neighbours is noticed', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      for (const place of places) {
        for (const character of typeable) {
          if (meant(character) !== id[place]) {
            expect(readOrderId(withAt(id, place, character))).toBe('mistyped');
          }
        }
        const next = places[places.indexOf(place) + 1];
        if (next !== undefined && id[place] !== id[next]) {
          const swapped = withAt(withAt(id, place, id[next]!), next, id[place]!);
          expect(readOrderId(swapped)).toBe('mistyped');
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('I1: an id is found however it is typed', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const found = { ending: endingOf(id) };
      const loose = id.replaceAll('0', 'O').replaceAll('1', 'l');
      for (const typed of [id, id.toLowerCase(), ` ${id} `, id.replaceAll('-', ' '), id.slice(3), loose]) {
        expect(readOrderId(typed)).toEqual(found);
      }
      expect(readOrderId(`\`${id}\``)).toEqual(found);
      expect(id.endsWith(referenceOf(id))).toBe(true);
    }),
  );
});

test.for(['', 'hello', '12', '@everyone', 'my order'])('I1: %j is no id', (typed) => {
  expect(readOrderId(typed)).toBe('no-id');
});

test.for(['NC-20261121', 'NC-20261121-7K3M', 'NC-20261121-7K3M9Q1'])('I1: %j is a mistyped one', (typed) => {
  expect(readOrderId(typed)).toBe('mistyped');
});

test('I1: the short reference is read however it was typed, with letters that look like digits', () => {
  expect(readReference(' 7k3m9q ')).toBe('7K3M9Q');
  expect(readReference('OIL3M9')).toBe('0113M9');
  for (const typed of ['7K3M9', '7K3M9QX', '7K3M9U', '']) {
    expect(readReference(typed)).toBeUndefined();
  }
});
