import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customIdLimit } from '../../../src/sdk/custom-id.ts';
import { filterArgs, filterOf } from '../order-filter.ts';
import { customerFilterLimit, searchLimit } from '../order-menu.ts';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';

const user = fc.stringMatching(/^\d{17,20}$/);
const words = (max: number) =>
  fc.string({ minLength: 1, maxLength: max }).map((text) => text.replace(/[:%]/g, '_'));
const status = fc.oneof(
  fc.constantFrom({ state: 'open' }, { state: 'any' }, { state: 'closed' }, { state: 'cancelled' }, {}),
  fc.constantFrom({ step: 'in-progress' }, { step: 'a1b2c3d4e5f6' }),
) as fc.Arbitrary<OrderFilter>;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** What `/order list` and `/order search` can ask for. */
const filters: fc.Arbitrary<OrderFilter> = fc.oneof(
  fc
    .tuple(status, maybe(fc.oneof(user, words(customerFilterLimit))), maybe(user), fc.boolean())
    .map(([of, customer, assignee, overdue]) => ({ ...of, customer, assignee, overdue, text: undefined })),
  fc
    .tuple(status, words(searchLimit))
    .map(([of, text]) => ({ ...of, customer: undefined, assignee: undefined, overdue: false, text })),
);

test('every filter fits into the buttons that turn pages, and comes back as it was', () => {
  fc.assert(
    fc.property(filters, fc.integer({ min: 0, max: 9999 }), (filter, page) => {
      expect(plugin.customId('list', page, ...filterArgs(filter)).length).toBeLessThanOrEqual(customIdLimit);
      expect(filterOf(filterArgs(filter))).toEqual(filter);
    }),
    { numRuns: 500 },
  );
});

test('the largest filter there can be fits', () => {
  const largest = {
    step: 'a1b2c3d4e5f6',
    customer: 'x'.repeat(customerFilterLimit),
    assignee: '9'.repeat(20),
  };
  for (const filter of [
    { ...largest, overdue: true },
    { step: largest.step, text: 'x'.repeat(searchLimit) },
  ]) {
    expect(() => plugin.customId('list', 9999, ...filterArgs(filter))).not.toThrow();
  }
});
