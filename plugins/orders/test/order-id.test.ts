import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import texts from '../locales/en-US.json' with { type: 'json' };
import { newOrderId, readOrderId } from '../order-id.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** What people may type where a character of an id stands: letters that look alike are read as the one that is meant. */
const typeable = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const meant = (typed: string) => typed.replace(/O/g, '0').replace(/[IL]/g, '1');

/** Any id, by the bytes that it is made of. */
const anyId = fc
  .uint8Array({ minLength: 12, maxLength: 12 })
  .map((bytes) => newOrderId((size) => bytes.subarray(0, size)));

/** The places of an id that carry meaning. */
const places = [...'ORD-XXXXXXX-XXXXXX'].flatMap((character, place) => (character === 'X' ? [place] : []));

const withAt = (id: string, place: number, character: string) =>
  `${id.slice(0, place)}${character}${id.slice(place + 1)}`;

test('an id looks like ORD-XXXXXXX-XXXXXX, in letters and digits that nobody mixes up', () => {
  for (let count = 0; count < 1_000; count += 1) {
    expect(newOrderId(randomBytes)).toMatch(/^ORD-[0-9A-HJKMNP-TV-Z]{7}-[0-9A-HJKMNP-TV-Z]{6}$/);
  }
});

test('a million ids are a million different ones', () => {
  const ids = new Set<string>();
  // Asked for once, not a million times: that is what takes long.
  const bytes = randomBytes(12_000_000);
  for (let at = 0; at < bytes.length; at += 12) {
    ids.add(newOrderId((size) => bytes.subarray(at, at + size)));
  }
  expect(ids.size).toBe(1_000_000);
}, 120_000);

test('all bits of the source are in the id: bytes that differ in them never give the same', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 12, maxLength: 12, max: 31 }),
      fc.uint8Array({ minLength: 12, maxLength: 12, max: 31 }),
      (one, other) => {
        const same = newOrderId(() => one) === newOrderId(() => other);
        expect(same).toBe(Buffer.compare(one, other) === 0);
      },
    ),
  );
});

test('every wrong character is noticed: of 13 × 31 that an id can have, not one gets through', () => {
  let tried = 0;
  fc.assert(
    fc.property(anyId, (id) => {
      for (const place of places) {
        for (const character of typeable) {
          if (meant(character) !== id[place]) {
            tried += 1;
            expect(readOrderId(withAt(id, place, character))).toBe('mistyped');
          }
        }
      }
    }),
    { numRuns: 200 },
  );
  // With O, I, L and U, which stand in no id, there are more than 13 × 31 to type.
  expect(tried).toBeGreaterThanOrEqual(200 * 13 * 31);
});

test('every swap of two neighbours is noticed, over the dash too', () => {
  let tried = 0;
  fc.assert(
    fc.property(anyId, (id) => {
      for (const [index, place] of places.slice(0, -1).entries()) {
        const next = places[index + 1]!;
        if (id[place] !== id[next]) {
          tried += 1;
          const swapped = withAt(withAt(id, place, id[next]!), next, id[place]!);
          expect(readOrderId(swapped)).toBe('mistyped');
        }
      }
    }),
    { numRuns: 2_000 },
  );
  expect(tried).toBeGreaterThan(20_000);
});

test('the check is linear, so these pairs are all there is: 403 wrong characters and 372 swaps, none unnoticed', () => {
  const zeros = `ORD-${'0'.repeat(7)}-${'0'.repeat(6)}`;
  expect(readOrderId(zeros)).toEqual({ id: zeros });
  // A mistake adds the same to the check, whatever the id: one that is noticed on zeros is noticed on every id.
  const wrong = places.flatMap((place) =>
    [...alphabet.slice(1)].map((character) => withAt(zeros, place, character)),
  );
  const swaps = places.slice(0, -1).flatMap((place, index) =>
    [...alphabet.slice(1)].map((character) => {
      // The difference between two ids of which one has the neighbours a, b and the other b, a is a⊕b on both places.
      return withAt(withAt(zeros, place, character), places[index + 1]!, character);
    }),
  );
  expect([wrong.length, swaps.length]).toEqual([403, 372]);
  expect([...wrong, ...swaps].filter((typed) => readOrderId(typed) !== 'mistyped')).toEqual([]);
});

test('case, dashes, spaces, marks and a missing ORD do not matter; O is 0, I and L are 1', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const bare = id.replaceAll('-', '').slice(3);
      const likeLetters = bare.replace(/0/g, 'O').replace(/1/g, 'I');
      const small = bare.replace(/0/g, 'o').replace(/1/g, 'l').toLowerCase();
      const typings = [
        id,
        id.toLowerCase(),
        ` ${id} `,
        `\`${id}\``,
        `**${id}**`,
        `#${id}`,
        `ORD ${bare}`,
        `0rd_${small}`,
        bare,
        likeLetters,
        bare.split('').join(' '),
        id.replaceAll('-', '–'),
      ];
      for (const typed of typings) {
        expect(readOrderId(typed), typed).toEqual({ id });
      }
    }),
  );
});

test('the id that texts show as an example is a good one', () => {
  expect(readOrderId(/ORD-\w+-\w+/.exec(texts.commands.options.id)![0])).toEqual({
    id: 'ORD-7K3M9QX-T4B2Z0',
  });
});

test('what is no id is told apart from a mistyped one', () => {
  for (const typed of ['', ' ', 'bob', 'red house', '12345', 'ORD', 'ord-', 'ORDER', 'órdenes', '<@123>']) {
    expect(readOrderId(typed), typed).toBe('no-id');
  }
  for (const typed of ['ORD-7K3M9QX', 'ORD-7K3M9QX-T4B2Z', 'ORD-7K3M9QX-T4B2Z0PP', 'ord7k3']) {
    expect(readOrderId(typed), typed).toBe('mistyped');
  }
});

test('anything that people may type is read as an id, a mistyped one, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const read = readOrderId(typed);
      expect(typeof read === 'string' ? read : readOrderId(read.id)).toEqual(read);
    }),
  );
});
