import { Refusal } from '@guildhall/sdk';
import { describe, expect, test } from 'vitest';
import { RobloxClient } from '../roblox/client.ts';
import { addressLimit, signInApp } from '../sign-in-app.ts';
import { confirmPage, donePage, refusalPage } from '../views/sign-in-page.ts';
import { textsIn } from './texts.ts';

const now = new Date('2026-11-21T20:00:00Z');
const evil = '<script>"&\'</script>**`';
const place = { member: evil, username: 'ada', server: evil };
const account = { id: '1', name: 'Builder_', displayName: evil, created: now, description: '' };

describe.for(['en-US', 'es-ES'] as const)('in %s', (locale) => {
  const t = textsIn(locale);
  const reader = { t, locale, now };

  test('what people call themselves and their servers is text on every page', () => {
    const linked = { link: { name: evil }, shared: true } as never;
    for (const { body, type } of [
      confirmPage({ account, token: 'abc' }, place, reader),
      donePage(linked, place, reader),
      refusalPage(new Refusal('account-taken', { name: evil }), reader),
    ]) {
      expect(type).toBe('text/html; charset=utf-8');
      expect(body).toContain('&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;&#42;&#42;&#96;');
      expect(body).not.toMatch(/<script|\*\*|`|src=|href=|onclick|\{\{/i);
      expect(body).toContain(`<html lang="${locale}">`);
    }
  });

  test('the page that asks names account, member and server, and says the token nowhere in its text', () => {
    const { body } = confirmPage({ account, token: 'secret-token' }, { ...place, server: 'Crew' }, reader);
    for (const name of ['<b>Builder_</b>', '@ada', '<b>Crew</b>']) {
      expect(body).toContain(name);
    }
    expect(body.replace(/<[^>]*>/g, '')).not.toContain('secret-token');
    expect(body).toContain('<form method="post" action="confirm"><input type="hidden" name="token"');
  });

  test('times of a refusal are written out', () => {
    const busy = refusalPage(new Refusal('roblox-busy', { at: new Date(now.getTime() + 90_000) }), reader);
    expect(busy.body).toMatch(/in 2 minutes|dentro de 2 minutos/);
    const values = { name: 'Builder', count: 30, day: new Date('2026-12-01T00:00:00Z') };
    const young = refusalPage(new Refusal('account-young', values), reader);
    expect(young.body).toMatch(/December 1, 2026|1 de diciembre de 2026/);
    expect(young.status).toBe(400);
  });
});

describe('the app', () => {
  const roblox = new RobloxClient({
    base: new URL('https://apis.roblox.com'),
    clock: { now: () => now },
    log: { warn: () => {} } as never,
  });
  const host = (publicUrl: string | undefined, clientId: string | undefined, errors: string[] = []) => ({
    addressOf: (name: string) => (publicUrl ? new URL(`plugins/verification/${name}`, publicUrl) : undefined),
    roblox: {
      api: new URL('https://apis.roblox.com'),
      apiKey: undefined,
      app: clientId ? { clientId, clientSecret: undefined } : undefined,
    },
    logger: { error: (text: string) => void errors.push(text) } as never,
  });
  const id = '9'.repeat(19);

  test('there is a way to sign in only where both the app and our address are known', () => {
    expect(signInApp(host(undefined, id), roblox)).toBeUndefined();
    expect(signInApp(host('https://bot.example.com', undefined), roblox)).toBeUndefined();
    const { address } = signInApp(host('https://bot.example.com', id), roblox)!.begin();
    expect(address).toContain(encodeURIComponent('https://bot.example.com/plugins/verification/callback'));
    expect(address.length).toBeLessThanOrEqual(addressLimit);
  });

  test('an address that no button takes is told to the operator, and nobody is sent there', () => {
    const errors: string[] = [];
    const long = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example.com`;
    expect(signInApp(host(long, id, errors), roblox)).toBeUndefined();
    expect(errors).toEqual([expect.stringContaining('PUBLIC_URL is too long')]);
  });
});
