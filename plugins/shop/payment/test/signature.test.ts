import { expect, test } from 'vitest';
import { signatureOf, signedAt } from '../signature.ts';

const key = 'key-of-the-guild';
const body = '{"type":"rates"}';
const time = 1795291200;
// By Python's hmac module.
const digits = '12ef5d1615af07b84ac4398c4b376f6dba3129391c782f1e3707e76dd10fd169';

const at = (seconds: number) => new Date((time + seconds) * 1_000);
const check = (header: string | undefined, { text = body, by = key, now = 0 } = {}) =>
  signedAt(by, header, Buffer.from(text), at(now));

test('a report is signed with its time, by HMAC-SHA256', () => {
  expect(signatureOf(key, time, body)).toBe(digits);
  expect(check(`t=${time},v1=${digits}`)).toEqual(at(0));
  expect(check(`t=${time}, v1=${digits.toUpperCase()}`, { now: 300 })).toEqual(at(0));
  expect(check(`t=${time},v1=${digits}`, { now: -300 })).toEqual(at(0));
});

test('another body, time or key is refused', () => {
  expect([
    check(`t=${time},v1=${digits}`, { text: `${body} ` }),
    check(`t=${time + 1},v1=${digits}`),
    check(`t=${time},v1=${digits}`, { by: 'key-of-another-guild' }),
    check(`t=${time},v1=${'0'.repeat(64)}`),
  ]).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
});

test('what was signed more than five minutes ago, or is yet to come, is old', () => {
  expect(check(`t=${time},v1=${digits}`, { now: 301 })).toBe('old');
  expect(check(`t=${time},v1=${digits}`, { now: -301 })).toBe('old');
});

test.each([undefined, '', digits, `v1=${digits}`, `t=${time}`, `t=-1,v1=${digits}`, `t=${time},v1=ab`])(
  '%s is no signature',
  (header) => {
    expect(check(header)).toBe('unsigned');
  },
);
