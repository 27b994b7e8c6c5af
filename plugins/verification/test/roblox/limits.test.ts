import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { account, bea, beaPath, Stage } from './stage.ts';
import { type Says, Web } from './web.ts';

let web: Web;
let stage: Stage;
beforeAll(async () => {
  web = await Web.start();
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clear();
  stage = new Stage(web.base);
});

const found = { kind: 'found', account };
const fine: Says = { body: bea };
const sum = (waits: readonly number[]) => waits.reduce((total, wait) => total + wait, 0);

describe('too many requests', () => {
  const refused = (headers: Record<string, string> = {}): Says => ({
    status: 429,
    headers,
    body: { errors: [{ code: 0, message: 'Too many requests' }] },
  });

  test('are tried again after the seconds that Roblox asks for', async () => {
    web.on(beaPath, refused({ 'retry-after': '2' }), fine);
    expect(await stage.roblox.byId('7')).toEqual(found);
    expect(stage.time.waits).toEqual([2_000]);
  });

  test('are tried again at the date that Roblox tells, by its own clock', async () => {
    const date = 'Fri, 01 Jan 2021 00:00:00 GMT';
    web.on(beaPath, refused({ 'retry-after': 'Fri, 01 Jan 2021 00:00:03 GMT', date }), fine);
    expect(await stage.roblox.byId('7')).toEqual(found);
    expect(stage.time.waits).toEqual([3_000]);
  });

  test('are told with the time, when that is longer than somebody wants to wait', async () => {
    web.on(beaPath, refused({ 'retry-after': '30' }), fine);
    expect(await stage.roblox.byId('7')).toEqual({ kind: 'throttled', retryAfter: 30_000 });
    expect(stage.time.waits).toEqual([]);
    stage.time.pass(10_000);
    expect(await stage.roblox.byId('8')).toEqual({ kind: 'throttled', retryAfter: 20_000 });
    expect(web.came).toHaveLength(1);
    stage.time.pass(20_000);
    expect(await stage.roblox.byId('7')).toEqual(found);
  });

  test('are waited for longer in the background', async () => {
    web.on(beaPath, refused({ 'retry-after': '15' }), fine);
    expect(await stage.roblox.byId('7', { background: true })).toEqual(found);
    expect(stage.time.waits).toEqual([15_000]);
  });

  test.each([{}, { 'retry-after': 'soon' }, { 'retry-after': '0' }])(
    'back off by themselves when Roblox says %j',
    async (headers) => {
      web.on(beaPath, refused(headers as Record<string, string>), refused(), fine);
      expect(await stage.roblox.byId('7')).toEqual(found);
      expect(stage.time.waits).toEqual([1_000, 2_000]);
    },
  );

  test('back off from the beginning when Roblox took one in between', async () => {
    web.on(beaPath, refused(), refused(), fine, refused(), fine);
    await stage.roblox.byId('7');
    await stage.roblox.byId('7', { fresh: true });
    expect(stage.time.waits).toEqual([1_000, 2_000, 1_000]);
  });

  test('are given up after a few tries, however patient somebody is', async () => {
    web.on(beaPath, refused({ 'retry-after': '1' }));
    expect(await stage.roblox.byId('7', { patience: 600_000 })).toMatchObject({ kind: 'throttled' });
    expect(web.times(beaPath)).toBe(4);
  });

  test('end in an answer within the time that was given', async () => {
    web.on(beaPath, refused({ 'retry-after': '1' }));
    expect(await stage.roblox.byId('7', { patience: 2_500 })).toEqual({
      kind: 'throttled',
      retryAfter: 1_000,
    });
    expect(sum(stage.time.waits)).toBeLessThanOrEqual(2_500);
  });

  test('are tried again when Roblox says, whatever its other headers tell', async () => {
    const none = {
      'x-ratelimit-limit': '60, 60;w=60',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '60',
    };
    web.on(beaPath, refused({ ...none, 'retry-after': '1' }), fine);
    expect(await stage.roblox.byId('7')).toEqual(found);
    expect(stage.time.waits).toEqual([1_000]);
  });

  test('do not shut Roblox out for longer than a quarter of an hour', async () => {
    web.on(beaPath, refused({ 'retry-after': '86400' }), fine);
    expect(await stage.roblox.byId('7')).toEqual({ kind: 'throttled', retryAfter: 900_000 });
  });

  test('of the accounts leave the groups alone', async () => {
    web.on(beaPath, refused({ 'retry-after': '30' }));
    web.on('/groups/v2/users/7/groups/roles', { body: { data: [] } });
    await stage.roblox.byId('7');
    expect(await stage.roblox.memberships('7')).toEqual({ kind: 'found', value: [] });
  });
});

describe('the allowance', () => {
  const ask = (count: number, from = 1, asking = {}) =>
    Promise.all(Array.from({ length: count }, (_, index) => stage.roblox.byId(String(from + index), asking)));
  const sent = () => web.came.length;
  const scripted = (headers: Record<string, string> = {}) => {
    for (let id = 1; id <= 200; id++) {
      web.on(`/users/v1/users/${id}`, { headers, body: { ...bea, id } });
    }
  };

  test('is 30 requests a minute where Roblox tells none', async () => {
    scripted();
    await ask(30);
    expect(await stage.roblox.byId('100', { patience: 0 })).toEqual({ kind: 'throttled', retryAfter: 2_000 });
    expect(sent()).toBe(30);
    expect(await stage.roblox.byId('100')).toMatchObject({ kind: 'found' });
    expect(stage.time.waits).toEqual([2_000]);
  });

  test('keeps a part for people who wait', async () => {
    scripted();
    const outcomes = await ask(30, 1, { background: true, patience: 0 });
    expect(outcomes.filter(({ kind }) => kind === 'found')).toHaveLength(20);
    expect((await ask(10, 50)).every(({ kind }) => kind === 'found')).toBe(true);
    expect(stage.time.waits).toEqual([]);
  });

  test('goes to those who came first, and sends the others away for as long as it takes', async () => {
    scripted();
    const gate = Promise.withResolvers<void>();
    const { promise } = gate;
    stage = new Stage(web.base, { sleep: () => promise });
    const asked = ask(100);
    await vi.waitFor(() => expect(sent()).toBe(30), { timeout: 10_000 });
    stage.time.pass(4_000);
    gate.resolve();
    const outcomes = await asked;
    // Two more calls are there within the 4 seconds that somebody waits.
    expect(outcomes.slice(0, 32).every(({ kind }) => kind === 'found')).toBe(true);
    const told = outcomes.slice(32).map((outcome) => outcome.kind === 'throttled' && outcome.retryAfter);
    expect(told).toEqual(Array.from({ length: 68 }, (_, index) => 6_000 + index * 2_000));
    expect(sent()).toBe(32);
  });

  test('is less for a while when Roblox refused a call', async () => {
    scripted();
    web.on(beaPath, { status: 429, headers: { 'retry-after': '1' } });
    await stage.roblox.byId('7', { patience: 0 });
    stage.time.pass(1_000);
    await ask(30, 50, { patience: 0 });
    expect(sent()).toBe(1 + 11);
  });

  test('of somebody who waits is not used when Roblox wants to be left alone meanwhile', async () => {
    scripted();
    web.on('/users/v1/users/30', { status: 429, headers: { 'retry-after': '30' } });
    const gate = Promise.withResolvers<void>();
    const { promise } = gate;
    stage = new Stage(web.base, { sleep: () => promise });
    const asked = ask(30);
    const late = stage.roblox.byId('31');
    await asked;
    stage.time.pass(2_000);
    gate.resolve();
    expect(await late).toEqual({ kind: 'throttled', retryAfter: 28_000 });
    expect(sent()).toBe(30);
  });

  test('follows what Roblox tells', async () => {
    scripted({
      'x-ratelimit-limit': '100, 100;w=60, 1000;w=60',
      'x-ratelimit-remaining': '99',
      'x-ratelimit-reset': '20',
    });
    await ask(1);
    await ask(60, 2, { patience: 0 });
    expect(sent()).toBe(61);
  });

  test('waits for the reset when Roblox says that nothing remains', async () => {
    scripted({ 'x-ratelimit-limit': '5, 5;w=60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '40' });
    await ask(1);
    expect(await stage.roblox.byId('2')).toEqual({ kind: 'throttled', retryAfter: 40_000 });
    stage.time.pass(40_000);
    expect(await stage.roblox.byId('2')).toMatchObject({ kind: 'found' });
  });

  test.each(['', '0, 0;w=0', 'x', '-5, -5;w=60', '1e9;w=1e9'])(
    'does not follow the limit %j',
    async (limit) => {
      scripted({ 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': 'NaN', 'x-ratelimit-reset': '-1' });
      expect((await ask(20)).every(({ kind }) => kind === 'found')).toBe(true);
      expect(stage.time.waits).toEqual([]);
    },
  );
});
