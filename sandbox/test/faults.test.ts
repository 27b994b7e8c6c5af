import { performance } from 'node:perf_hooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RestFault } from '../discord/faults.ts';
import type { LocalDiscord } from '../discord/server.ts';
import { waitUntil } from '../driver/wait.ts';
import { type Stage, setStage, startDiscord } from './stage.ts';

const ROUTE = '/channels/:channel_id/messages';

let discord: LocalDiscord;
let stage: Stage;
beforeAll(async () => {
  discord = await startDiscord();
});
afterAll(() => discord.stop());
beforeEach(() => {
  stage = setStage(discord, { permissions: 8n });
});
afterEach(() => discord.world.faults.clear());

const fault = (what: Partial<RestFault>) =>
  discord.world.faults.add({ kind: 'rest', method: 'POST', route: ROUTE, times: 1, ...what });
const write = (content = 'x') => stage.api('POST', `/channels/${stage.general.id}/messages`, { content });
const written = () => Array.from(stage.general.messages.values(), ({ content }) => content);

describe('a status', () => {
  test('with a code is answered as Discord answers it, with the text of the code', async () => {
    fault({ status: 403, code: 50013 });
    const answer = await write();
    expect(answer).toMatchObject({ status: 403, body: { code: 50013, message: 'Missing Permissions' } });
    expect(written()).toEqual([]);
  });

  test('can be left to its code, and given a text of its own', async () => {
    fault({ code: 10003, message: 'Gone fishing' });
    expect(await write()).toMatchObject({ status: 404, body: { code: 10003, message: 'Gone fishing' } });
  });

  test('below 500 without a code has code 0', async () => {
    fault({ status: 404 });
    expect(await write()).toMatchObject({ status: 404, body: { code: 0, message: '404: Not Found' } });
  });

  test('of 500 and more without a code is a page, as of the proxy in front', async () => {
    fault({ status: 502 });
    const answer = await write();
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.body).toContain('502 Bad Gateway');
  });

  test('429 says when to come again', async () => {
    fault({ status: 429, retryAfter: 0.2, code: 20028 });
    const answer = await write();
    expect(answer).toMatchObject({ status: 429, body: { retry_after: 0.2, global: false, code: 20028 } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.headers.get('x-ratelimit-scope')).toBe('shared');
  });

  test('after the effect replaces the answer alone', async () => {
    fault({ status: 503, afterEffect: true });
    expect((await write('kept')).status).toBe(503);
    expect(written()).toEqual(['kept']);
  });
});

describe('the socket', () => {
  test('is closed without an answer, and nothing happened', async () => {
    fault({ drop: true });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(written()).toEqual([]);
  });

  test('is closed without an answer to what did happen', async () => {
    fault({ drop: true, afterEffect: true });
    await expect(write('kept')).rejects.toThrow('fetch failed');
    expect(written()).toEqual(['kept']);
  });

  test.each([false, true])(
    'is closed in the middle of the answer (after the effect: %s)',
    async (afterEffect) => {
      fault({ truncate: true, afterEffect });
      const response = await fetch(`${discord.url}/api/v10/channels/${stage.general.id}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bot ${stage.application.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ content: 'x' }),
      });
      expect(response.status).toBe(200);
      expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
      await expect(response.text()).rejects.toThrow('terminated');
      expect(written()).toEqual(afterEffect ? ['x'] : []);
    },
  );

  test('breaks off an answer that has no body as well', async () => {
    const { body } = await write();
    discord.world.faults.add({ kind: 'rest', route: '*', times: 1, truncate: true, afterEffect: true });
    await expect(stage.api('DELETE', `/channels/${stage.general.id}/messages/${body.id}`)).rejects.toThrow();
    expect(written()).toEqual([]);
  });
});

test('a delay lets real time pass before anything else, and then all is well', async () => {
  fault({ delay: 60 });
  const start = performance.now();
  expect((await write()).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThanOrEqual(59);
});

test('what is held goes on when it is let go', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  fault({ hold: promise });
  const sent = write('held');
  await stage.api('GET', `/channels/${stage.general.id}`);
  expect(written()).toEqual([]);
  resolve();
  expect((await sent).status).toBe(200);
  expect(written()).toEqual(['held']);
});

test('a delay after the effect holds the answer back', async () => {
  fault({ delay: 60, afterEffect: true });
  let answered = false;
  const answer = write('kept').finally(() => {
    answered = true;
  });
  await waitUntil(discord.world, () => written().length > 0, { describe: () => 'no message' });
  expect(answered).toBe(false);
  expect((await answer).body.content).toBe('kept');
});

test('strikes only what it is asked about', async () => {
  fault({ status: 500, times: 2, only: ({ params: { channel_id } }) => channel_id !== stage.general.id });
  expect((await write()).status).toBe(200);
  fault({ status: 500, only: ({ params: { channel_id } }) => channel_id === stage.general.id });
  expect((await write()).status).toBe(500);
});

test('strikes as often as it says, and then no more', async () => {
  const id = fault({ status: 500, times: 2 });
  const statuses = [];
  for (let sent = 0; sent < 4; sent++) statuses.push((await write()).status);
  expect(statuses).toEqual([500, 500, 200, 200]);
  expect(discord.world.faults.list()).toMatchObject([{ id, struck: 2 }]);
});

test('strikes its own method and route, whatever its parameters are called, before the token is looked at', async () => {
  fault({ status: 500, route: '/channels/:/messages' });
  const elsewhere = await stage.api('GET', '/users/@me', undefined, { authorization: null });
  const otherMethod = await stage.api('GET', `/channels/${stage.general.id}/messages`);
  const struck = await stage.api(
    'POST',
    `/channels/${stage.general.id}/messages`,
    {},
    { authorization: null },
  );
  expect(elsewhere.status).toBe(401);
  expect(otherMethod.status).not.toBe(500);
  expect(struck.status).toBe(500);
});

test('by chance: the same seed and the same requests give the same faults, some of each', async () => {
  const run = async () => {
    discord.world.faults.randomize(1, 0.7);
    const outcomes = [];
    for (let sent = 0; sent < 12; sent++) {
      const outcome = await stage.api('GET', '/gateway').then(
        ({ status }) => String(status),
        (error: Error) => error.message,
      );
      outcomes.push(outcome);
    }
    return outcomes;
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect(new Set(first)).toEqual(new Set(['200', '500', '503', '429', 'fetch failed', 'terminated']));
});
