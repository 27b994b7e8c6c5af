import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { Secrets } from '../../logs/secrets.ts';
import { type HttpOptions, startHttp } from '../http-server.ts';
import { Metrics } from '../metrics.ts';
import type { StatusReport } from '../status-report.ts';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0)) {
    await undo();
  }
});

const report: StatusReport = {
  version: '0.1.0',
  time: '2026-11-21T20:00:00.000Z',
  uptime: 12,
  plugins: [
    {
      name: 'pads',
      version: '1.0.0',
      generation: 2,
      state: 'failed',
      reason: 'cannot reach postgres://bot:hush@db/x',
      file: 'pads/plugin.ts',
      line: 12,
      effects: ['command training'],
      guilds: 3,
    },
  ],
  shards: [{ id: 0, status: 'ready', ping: 41 }],
  database: { dialect: 'sqlite' },
  jobs: { waiting: 1, running: 0, parked: 0 },
};

async function start(options: Partial<HttpOptions> = {}) {
  const logged: string[] = [];
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    status: () => report,
    readiness: async () => ({ gateway: true, database: true, migrations: true }),
    metrics: new Metrics(),
    secrets: new Secrets(['hush']),
    logger: pino({}, { write: (line) => logged.push(line) }),
    ...options,
  });
  cleanUp.push(() => server.close());
  return { ...server, logged, get: (path: string, init?: RequestInit) => fetch(server.url + path, init) };
}

test('the first page lists all the others, and each of them answers', async () => {
  const { get } = await start();
  const { pages } = (await (await get('/')).json()) as { pages: Record<string, string> };
  expect(Object.keys(pages)).toEqual(['/', '/health', '/ready', '/status', '/metrics']);
  for (const page of Object.keys(pages)) {
    expect((await get(page)).status, page).toBe(200);
  }
});

test('health answers also while nothing is ready', async () => {
  const { get } = await start({
    readiness: async () => ({ gateway: false, database: false, migrations: false }),
  });
  expect((await get('/health')).status).toBe(200);
});

test('ready says what is missing', async () => {
  const parts = { gateway: false, database: true, migrations: false };
  const { get } = await start({ readiness: async () => parts });
  const unready = await get('/ready');
  expect(unready.status).toBe(503);
  expect(await unready.json()).toEqual({
    ready: false,
    missing: ['the connection to Discord', 'the newest tables: a migration has not run'],
  });
  parts.gateway = parts.migrations = true;
  const ready = await get('/ready');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ ready: true, missing: [] });
});

test('ready is a no when the check fails or hangs', async () => {
  const failing = await start({ readiness: async () => Promise.reject(new Error('no database')) });
  expect((await failing.get('/ready')).status).toBe(503);
  expect(failing.logged.join()).toContain('no database');

  const hanging = await start({ readiness: () => new Promise(() => {}) });
  expect((await hanging.get('/ready')).status).toBe(503);
});

test('status tells all there is to know, but no secret', async () => {
  const { get } = await start();
  const text = await (await get('/status')).text();
  expect(text).not.toContain('hush');
  expect(JSON.parse(text)).toEqual({
    ...report,
    plugins: [{ ...report.plugins[0], reason: 'cannot reach postgres://bot:[secret]@db/x' }],
  });
});

test('metrics come in the form that Prometheus reads', async () => {
  const metrics = new Metrics();
  metrics.interaction({ plugin: 'pads', entry: 'command training', outcome: 'done' }, 0.02);
  const { get } = await start({ metrics });
  const answer = await get('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toContain(
    'guildhall_interactions_total{plugin="pads",entry="command training",outcome="done"} 1',
  );
});

test('a page that is not there: 404 with those that are', async () => {
  const { get } = await start();
  const answer = await get('/helth?x=1');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    error: 'There is no page /helth for GET.',
    pages: { '/health': expect.any(String) },
  });
  expect((await get('/status', { method: 'POST' })).status).toBe(404);
});

test('a page that fails: 500 without details, which are in the log under its reference', async () => {
  const { get, logged } = await start({
    status: () => {
      throw new Error('broken inside');
    },
  });
  const answer = await get('/status');
  expect(answer.status).toBe(500);
  const { error, reference } = (await answer.json()) as Record<string, string>;
  expect(error).not.toContain('broken inside');
  expect(logged.join()).toContain('broken inside');
  expect(logged.join()).toContain(reference);
});

test('a request that makes no sense: 400 with the reason', async () => {
  const { get } = await start();
  const answer = await get('/health', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: expect.stringContaining('JSON') });
});

test('a port that is taken is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  cleanUp.push(() => other.close());
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(
    `PORT ${port} of 127.0.0.1 is taken by another program. Set PORT to another number, or to 0 for any free one.`,
  );
});

test('a closed server takes nothing more', async () => {
  const { get, close } = await start();
  await get('/health');
  await close();
  await expect(get('/health')).rejects.toThrow();
});
