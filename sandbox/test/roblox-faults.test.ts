import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RobloxAccount } from '../roblox/state/account.ts';
import { RobloxStage } from './roblox-stage.ts';

const USER = '/users/v1/users/:userId';

let stage: RobloxStage;
let account: RobloxAccount;
beforeAll(async () => {
  stage = await RobloxStage.start();
  stage.roblox.createApiKey('the-key');
});
afterAll(() => stage.roblox.stop());
beforeEach(() => {
  stage.roblox.world.reset();
  account = stage.roblox.account('Someone', { description: 'Hello' });
});

const faults = () => stage.roblox.faults;
const user = (headers?: Record<string, string>) => stage.get(`/users/v1/users/${account.id}`, headers);
const cloudUser = () => stage.get(`/apis/cloud/v2/users/${account.id}`, { 'x-api-key': 'the-key' });

describe('an error comes in each shape that Roblox has', () => {
  test.each([
    [
      'legacy',
      { status: 400, code: 4, message: 'No' },
      { errors: [{ code: 4, message: 'No', userFacingMessage: 'Something went wrong' }] },
    ],
    ['gateway', { status: 429 }, { errors: [{ code: 0, message: 'Too many requests' }] }],
    [
      'gateway',
      { status: 401 },
      { errors: [{ code: 0, message: 'Authorization has been denied for this request.' }] },
    ],
    ['cloud-v1', { status: 404, message: 'No' }, { error: 'NOT_FOUND', message: 'No', errorDetails: [] }],
    ['cloud-v2', { status: 409, message: 'No' }, { code: 'ABORTED', message: 'No' }],
    ['cloud-v2', { status: 499 }, { code: 'CANCELLED', message: expect.any(String) }],
    [
      'problem',
      { status: 400, message: 'No' },
      { errors: { $: ['No'] }, title: expect.any(String), type: expect.any(String), status: 400 },
    ],
    [
      'oauth',
      { status: 400, code: 'invalid_grant' },
      { error: 'invalid_grant', error_description: 'Bad Request' },
    ],
  ] as const)('%s %j', async (form, fault, body) => {
    faults().add({ route: USER, form, ...fault, times: 1 });
    const answer = await user();
    expect(answer).toMatchObject({ status: fault.status, body });
    expect(answer.headers.get('content-type')).toMatch(/^application\/(?:problem\+)?json/);
    expect((await user()).status).toBe(200);
  });

  test.each([
    ['text', 'text/plain; charset=utf-8', 'Service Unavailable'],
    ['html', 'text/html; charset=utf-8', '503 Service Unavailable</title>'],
    ['empty', 'text/plain', ''],
  ] as const)('%s is no JSON', async (form, type, text) => {
    faults().add({ route: USER, status: 503, form });
    const answer = await user();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.text).toContain(text);
    expect(answer.body).toBeUndefined();
  });

  test('a page can come where JSON was expected, with nothing else wrong', async () => {
    faults().add({ route: USER, status: 200, form: 'html' });
    const answer = await user();
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(answer.text).toContain('<html>');
  });

  test('without a word about it, each host answers in its own', async () => {
    faults().add({ route: '*', status: 503 });
    expect((await user()).body).toEqual({ errors: [{ code: 0, message: 'Service Unavailable' }] });
    expect((await cloudUser()).body).toEqual({ code: 'UNAVAILABLE', message: 'Service Unavailable' });
    expect((await stage.get('/apis/oauth/v1/certs')).body).toMatchObject({ error: 'invalid_request' });
  });
});

test('a 429 says when to come again in seconds, as a date of the clock, or not at all', async () => {
  const retryAfter = async () => (await user()).headers.get('retry-after');
  faults().add({ route: USER, status: 429, retryAfter: 7, times: 1 });
  expect(await retryAfter()).toBe('7');
  faults().add({ route: USER, status: 429, retryAfter: 7, retryAfterAs: 'date', times: 1 });
  const date = Date.parse((await retryAfter())!);
  expect(date - stage.clock.now()).toBeGreaterThanOrEqual(7000);
  expect(date - stage.clock.now()).toBeLessThan(8000);
  faults().add({ route: USER, status: 429, times: 1 });
  expect(await retryAfter()).toBeNull();
  const { headers } = await user();
  expect(Date.parse(headers.get('date')!)).toBe(Math.floor(stage.clock.now() / 1000) * 1000);
});

test('who does not bring the CSRF token with a POST is told it with a 403, and passes with it', async () => {
  const ask = (headers?: Record<string, string>) =>
    stage.post('/users/v1/users', { userIds: [account.id] }, headers);
  faults().add({ route: '/users/*', csrf: true });
  const refused = await ask();
  expect(refused).toMatchObject({
    status: 403,
    body: { errors: [{ code: 0, message: 'Token Validation Failed' }] },
  });
  const token = refused.headers.get('x-csrf-token')!;
  expect((await ask({ 'x-csrf-token': 'wrong' })).status).toBe(403);
  expect((await ask({ 'x-csrf-token': token })).status).toBe(200);
  expect((await user()).status).toBe(200);
  expect(faults().list()).toMatchObject([{ struck: 2 }]);
  expect(() => faults().add({ route: USER, csrf: true })).toThrow('there is no route POST');
});

describe('the connection', () => {
  test('breaks off in the middle of an answer', async () => {
    faults().add({ route: USER, truncate: true, times: 1 });
    await expect(user()).rejects.toThrow();
    faults().add({ route: USER, truncate: true, status: 500, times: 1 });
    await expect(user()).rejects.toThrow();
    expect((await user()).status).toBe(200);
  });

  test('is dropped, before the effect or after it', async () => {
    const group = stage.roblox.group('Crew', { roles: { Officer: 100 } });
    group.join(account);
    const role = `groups/${group.id}/roles/${group.role('Officer').id}`;
    const assign = () =>
      stage.post(
        `/apis/cloud/v2/groups/${group.id}/memberships/${account.id}:assignRole`,
        { role },
        { 'x-api-key': 'the-key' },
      );
    const rank = () => group.membership(account)?.roles[0]?.rank;
    const route = '/apis/cloud/v2/groups/:g/memberships/:m:assignRole';
    faults().add({ route, drop: true, times: 1 });
    await expect(assign()).rejects.toThrow();
    expect(rank()).toBe(1);
    faults().add({ route, drop: true, afterEffect: true, times: 1 });
    await expect(assign()).rejects.toThrow();
    expect(rank()).toBe(100);
  });

  test('is slow', async () => {
    faults().add({ route: USER, delay: 60, times: 1 });
    const began = performance.now();
    expect((await user()).status).toBe(200);
    // Timers may fire a part of a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(59);
  });
});

test('an answer changes its shape: members are missing, others are new, at any depth', async () => {
  faults().add({ route: '*', without: ['name', 'description'], extra: { isFunny: true } });
  const { body } = await user();
  expect(body).not.toHaveProperty('name');
  expect(body).not.toHaveProperty('description');
  expect(body).toMatchObject({ id: account.id, isFunny: true });
  const { data } = (await stage.post('/users/v1/users', { userIds: [account.id] })).body;
  expect(data).toEqual([{ hasVerifiedBadge: false, id: account.id, displayName: 'Someone', isFunny: true }]);
});

test('a fault strikes where it is meant to', async () => {
  faults().add({ route: '/users/*', status: 500, times: 2 });
  expect((await cloudUser()).status).toBe(200);
  expect((await stage.get(`/groups/v2/users/${account.id}/groups/roles`)).status).toBe(200);
  expect((await user()).status).toBe(500);
  expect((await stage.get(`/users/v1/users/${account.id}/username-history`)).status).toBe(500);
  faults().clear();
  faults().add({ method: 'POST', route: '*', status: 500 });
  expect((await user()).status).toBe(200);
  expect((await stage.post('/users/v1/users', { userIds: [] })).status).toBe(500);
});

test('a fault that could never strike or does nothing is refused', () => {
  expect(() => faults().add({ route: '/users/v1/people/:id', status: 500 })).toThrow(
    "A fault's route: there is no route /users/v1/people/:id",
  );
  expect(() => faults().add({ method: 'POST', route: USER, status: 500 })).toThrow('there is no route POST');
  expect(() => faults().add({ route: '/games/*', status: 500 })).toThrow('there is no route');
  expect(() => faults().add({ route: '*', afterEffect: true, retryAfter: 3 })).toThrow(
    "A fault's status: one of",
  );
});

test('by chance: the same seed and the same requests give the same faults, some of each', async () => {
  const run = async () => {
    faults().randomize(11, 0.5);
    const outcomes = [];
    for (let request = 0; request < 60; request += 1)
      outcomes.push(
        await user().then(
          ({ status, headers }) => `${status} ${headers.get('retry-after') ?? ''}`,
          () => 'broken',
        ),
      );
    faults().clear();
    return outcomes;
  };
  const first = await run();
  expect(new Set(first)).toEqual(new Set(['200 ', '500 ', '503 ', '429 1', '429 ', 'broken']));
  expect(await run()).toEqual(first);
});

describe('what is not there answers 501 and names itself', () => {
  test.each([
    ['a route of the old hosts', '/users/v1/users/1/friends', 'application/json'],
    ['one of Open Cloud', '/apis/cloud/v2/universes/1', 'application/json'],
    ['a host', '/games/v1/games', 'text/plain; charset=utf-8'],
    ['nothing', '/', 'text/plain; charset=utf-8'],
  ])('%s', async (_name, path, type) => {
    const answer = await stage.get(path);
    expect(answer.status).toBe(501);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.text).toContain(`The local Roblox has no GET ${path}`);
  });

  test('a method', async () => {
    const answer = await stage.post(`/users/v1/users/${account.id}`, {});
    expect(answer.status).toBe(501);
    expect(answer.text).toContain(`The local Roblox has no POST /users/v1/users/${account.id}`);
  });
});
