import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldsOf } from '../fields/field.ts';
import { readSubmission } from '../fields/submission.ts';
import { setting } from '../settings.ts';

const schema = z.object({
  greeting: setting.text({ default: 'Hi', min: 2, max: 10 }),
  pads: setting.number({ default: 9, min: 1, max: 25 }),
  length: setting.duration({ default: 60, min: 10, max: 240 }),
  zone: setting.timeZone({ default: 'UTC' }),
  open: setting.toggle({ default: true }),
  size: setting.choice(['small', 'big'], { default: 'small' }),
  board: setting.channel(),
  staff: setting.roles({ max: 2 }),
  boss: setting.user(),
  names: setting.names({ max: 3, length: 5 }),
});

function read(name: string, sent: string | string[]) {
  const field = fieldsOf(schema).find((each) => each.name === name)!;
  return readSubmission(field, sent).match<unknown, unknown>({
    ok: (value) => ({ value }),
    err: ({ code, values }) => ({ code, values }),
  });
}

const id = '123456789012345678';

describe('a value is taken', () => {
  test.each([
    ['greeting', '  Hello ', 'Hello'],
    ['pads', ' 25 ', 25],
    ['length', '1h 30min', 90],
    ['zone', 'Europe/Madrid', 'Europe/Madrid'],
    ['open', 'off', false],
    ['open', 'on', true],
    ['size', ['big'], 'big'],
    ['board', [id], id],
    ['board', [], null],
    ['boss', [id], id],
    ['staff', [id], [id]],
    ['staff', [], []],
    ['names', 'North\n\n South \r\n', ['North', 'South']],
    ['names', '', []],
  ])('%s: %j is %j', (name, sent, value) => {
    expect(read(name, sent)).toEqual({ value });
  });
});

describe('a value is refused, with what would fit', () => {
  test.each([
    ['greeting', 'x', 'too-short', { min: 2 }],
    ['greeting', 'x'.repeat(11), 'too-long', { max: 10 }],
    ['pads', '26', 'too-big', { max: 25 }],
    ['pads', '-1', 'too-small', { min: 1 }],
    ['pads', '9.5', 'no-number', {}],
    ['pads', 'nine', 'no-number', {}],
    ['pads', '99999999999999999999', 'too-big', expect.anything()],
    ['length', '5h', 'too-big', { max: '4h' }],
    ['length', '9', 'too-small', { min: '10min' }],
    ['length', 'a while', 'no-duration', {}],
    ['zone', 'Madrid', 'no-time-zone', {}],
    ['size', ['huge'], 'unfitting', {}],
    ['board', ['#general'], 'unfitting', {}],
    ['staff', [id, id, id], 'too-many', { max: 2 }],
    ['names', 'a\nb\nc\nd', 'too-many', { max: 3 }],
    ['names', 'a\nabcdef', 'name-too-long', { max: 5 }],
  ])('%s: %j is %s', (name, sent, code, values) => {
    expect(read(name, sent)).toEqual({ code, values });
  });
});
