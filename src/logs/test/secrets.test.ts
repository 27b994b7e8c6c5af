import { expect, test } from 'vitest';
import { Secrets } from '../secrets.ts';

const odd = 'p"a\\s/s w&rd';
const secrets = new Secrets(['open-sesame', 'open', odd]);

test('a secret is replaced wherever it stands', () => {
  expect(secrets.scrub('open-sesame and again open-sesame')).toBe('[secret] and again [secret]');
});

test('a secret that is a part of another leaves no rest of it', () => {
  expect(secrets.scrub('<open-sesame><open>')).toBe('<[secret]><[secret]>');
});

test.each([
  ['in JSON', JSON.stringify({ odd })],
  ['in JSON within JSON', JSON.stringify({ text: JSON.stringify({ odd }) })],
  ['in an address', `http://host/?q=${encodeURIComponent(odd)}`],
  ['in a path', encodeURI(`http://host/${odd}`)],
])('a secret is replaced however it is written: %s', (_where, text) => {
  expect(secrets.scrub(text)).toContain('[secret]');
  expect(secrets.scrub(text)).not.toMatch(/rd\b/);
});

test('a secret that becomes known later is replaced from then on', () => {
  const late = new Secrets();
  expect(late.scrub('data-key')).toBe('data-key');
  late.add('data-key');
  expect(late.scrub('data-key')).toBe('[secret]');
});

test.each([
  [
    'a password in an address',
    'cannot reach postgres://bot:ab@db:5432/x',
    'cannot reach postgres://bot:[secret]@db:5432/x',
  ],
  [
    'a webhook token',
    'PATCH https://discord.com/api/v10/webhooks/123456789012345678/aW50ZXJhY3Rpb246MTIzNDU2/messages/@original',
    'PATCH https://discord.com/api/v10/webhooks/123456789012345678/[secret]/messages/@original',
  ],
  [
    'an interaction token',
    '/interactions/123456789012345678/aW50ZXJhY3Rpb246MTIzNDU2/callback',
    '/interactions/123456789012345678/[secret]/callback',
  ],
  ["somebody's bot token", `x MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.${'a-_9'.repeat(9)} y`, 'x [secret] y'],
])('what is secret by its form is replaced without being told of: %s', (_what, text, clean) => {
  expect(new Secrets().scrub(text)).toBe(clean);
});

test('ordinary text stays as it is', () => {
  const text =
    'GET https://discord.com/api/v10/channels/123456789012345678/messages at src/gate/gate.ts:12:3 (v1.2.3)';
  expect(new Secrets(['', 'abc']).scrub(text)).toBe(text);
});
