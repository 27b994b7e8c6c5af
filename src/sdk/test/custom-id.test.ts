import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customId, customIdLimit, parseCustomId } from '../custom-id.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);

test('whatever the arguments hold comes back as it was given', () => {
  fc.assert(
    fc.property(
      name,
      name,
      fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 4 }),
      (plugin, action, args) => {
        const escaped = args.join('').match(/[%:]/g)?.length ?? 0;
        const whole = [plugin, action, ...args].join(':').length + 2 * escaped;
        fc.pre(whole <= customIdLimit);
        expect(parseCustomId(customId(plugin, action, ...args))).toEqual({ plugin, action, args });
      },
    ),
  );
});

test('two addresses never have the same id', () => {
  const args = fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 });
  fc.assert(
    fc.property(args, args, (some, others) => {
      fc.pre(JSON.stringify(some) !== JSON.stringify(others));
      expect(customId('pads', 'end', ...some)).not.toBe(customId('pads', 'end', ...others));
    }),
  );
});

test('numbers come back as text', () => {
  expect(parseCustomId(customId('pads', 'end', 7))).toEqual({ plugin: 'pads', action: 'end', args: ['7'] });
});

test('an id of a hundred characters is made, a longer one is an error that says what to do', () => {
  expect(customId('pads', 'end', 'x'.repeat(91))).toHaveLength(customIdLimit);
  expect(() => customId('pads', 'end', 'x'.repeat(92))).toThrow(/101 characters, Discord takes 100/);
  expect(() => customId('pads', 'end', ':'.repeat(40))).toThrow(RangeError);
});

test.each(['', 'pads', ':end', 'pads:', 'pads::1'])('%j was not made by the codec', (id) => {
  expect(parseCustomId(id)).toBeUndefined();
});
