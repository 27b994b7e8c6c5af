import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RobloxStage } from './roblox-stage.ts';

let stage: RobloxStage;
let id: number;
beforeAll(async () => {
  stage = await RobloxStage.start();
  for (const key of ['one', 'other']) stage.roblox.createApiKey(key);
});
afterAll(() => stage.roblox.stop());
beforeEach(() => {
  stage.roblox.world.reset();
  id = stage.roblox.account('Someone').id;
});

const user = () => stage.get(`/users/v1/users/${id}`);
const cloudUser = (key = 'one') => stage.get(`/apis/cloud/v2/users/${id}`, { 'x-api-key': key });
const statuses = async (calls: number, call: () => Promise<{ status: number }> = user) => {
  const all = [];
  for (let index = 0; index < calls; index += 1) all.push((await call()).status);
  return all;
};

test('a host takes as many calls as are set, and again when the clock has moved', async () => {
  stage.roblox.limits.set('users', { calls: 3, per: 60_000 });
  expect(await statuses(5)).toEqual([200, 200, 200, 429, 429]);
  const refused = await user();
  expect(refused.body).toEqual({ errors: [{ code: 0, message: 'Too many requests' }] });
  expect(refused.headers.get('retry-after')).toBe('20');
  expect(refused.headers.has('x-ratelimit-limit')).toBe(false);
  stage.clock.advance(19_999);
  expect(await statuses(1)).toEqual([429]);
  stage.clock.advance(1);
  expect(await statuses(2)).toEqual([200, 429]);
  stage.clock.advance(3_600_000);
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
});

test('other hosts have limits of their own, or none', async () => {
  stage.roblox.limits.set('users', { calls: 1 });
  expect(await statuses(2)).toEqual([200, 429]);
  expect((await stage.get(`/groups/v2/users/${id}/groups/roles`)).status).toBe(200);
  stage.roblox.limits.set('users', undefined);
  expect(await statuses(2)).toEqual([200, 200]);
});

describe('a 429', () => {
  test('says when to come again as a date', async () => {
    stage.roblox.limits.set('users', { calls: 1, per: 10_000, retryAfter: 'date' });
    await user();
    const date = Date.parse((await user()).headers.get('retry-after')!);
    expect(date - stage.clock.now()).toBeGreaterThanOrEqual(10_000);
    expect(date - stage.clock.now()).toBeLessThan(11_000);
  });

  test('says nothing of when to come again, in another shape', async () => {
    stage.roblox.limits.set('users', { calls: 1, retryAfter: 'none', form: 'html' });
    await user();
    const refused = await user();
    expect(refused.headers.has('retry-after')).toBe(false);
    expect(refused.text).toContain('429 Too Many Requests');
  });
});

describe('Open Cloud', () => {
  test('counts each key by the published limit, and tells it in headers', async () => {
    const headers = async (key?: string) => {
      const answer = await cloudUser(key);
      return ['limit', 'remaining', 'reset'].map((name) => answer.headers.get(`x-ratelimit-${name}`));
    };
    expect(await headers()).toEqual(['1000, 1000;w=60', '999', '1']);
    expect(await headers()).toEqual(['1000, 1000;w=60', '998', '1']);
    expect(await headers('other')).toEqual(['1000, 1000;w=60', '999', '1']);
    stage.clock.advance(60_000);
    expect(await headers()).toEqual(['1000, 1000;w=60', '999', '1']);
  });

  test('takes another limit in its place', async () => {
    stage.roblox.limits.set('apis', { calls: 2, per: 1000 });
    expect(await statuses(3, cloudUser)).toEqual([200, 200, 429]);
    const refused = await cloudUser('other');
    expect(refused.body).toEqual({ code: 'RESOURCE_EXHAUSTED', message: 'Too Many Requests' });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('retry-after')).toBe('1');
    stage.clock.advance(500);
    expect(await statuses(2, cloudUser)).toEqual([200, 429]);
  });
});
