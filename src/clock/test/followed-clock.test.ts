import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FollowedClock, followClock } from '../followed-clock.ts';
import { systemClock } from '../system-clock.ts';

const hour = 3_600_000;
const noon = Date.UTC(2030, 0, 1, 12);

/** The other clock: stands still unless it is moved. */
let other: { now: number; frozen?: boolean } | undefined;
/** How often each address was asked. */
let asked: Record<string, number> = {};
let server: Server;
let url: URL;
const clocks: FollowedClock[] = [];

/** As long as it takes where many tests run at once. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 5 });

const timesAsked = (path = url.pathname) => asked[path] ?? 0;

beforeEach(async () => {
  other = { now: noon, frozen: true };
  asked = {};
  server = createServer((request, response) => {
    const path = request.url!;
    asked[path] = timesAsked(path) + 1;
    response.statusCode = other ? 200 : 500;
    response.end(JSON.stringify(other ?? {}));
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/control/clock`);
});

afterEach(() => {
  for (const clock of clocks.splice(0)) {
    clock.close();
  }
  server.close();
  server.closeAllConnections();
});

async function follow(onTrouble?: (message: string) => void): Promise<FollowedClock> {
  const clock = await followClock(url, { period: 10, ...(onTrouble && { onTrouble }) });
  clocks.push(clock);
  return clock;
}

test('it shows the time of the other clock from the beginning', async () => {
  const clock = await follow();
  expect(clock.now()).toEqual(new Date(noon));
});

test('when the other clock is moved, it moves as well', async () => {
  const clock = await follow();
  other!.now += hour;
  await eventually(() => expect(clock.now()).toEqual(new Date(noon + hour)));
});

test('it runs between two answers when the other one runs', async () => {
  other = { now: noon };
  const clock = await followClock(url, { period: hour });
  clocks.push(clock);
  await eventually(() => expect(clock.now().getTime()).toBeGreaterThan(noon + 20));
});

test('it does not go back by the unevenness of the network', async () => {
  const clock = await follow();
  clock.now();
  other!.now -= 300;
  const before = timesAsked();
  await eventually(() => expect(timesAsked()).toBeGreaterThan(before + 2));
  expect(clock.now()).toEqual(new Date(noon));
});

test('it goes back when the other one was begun anew', async () => {
  const clock = await follow();
  other!.now -= hour;
  await eventually(() => expect(clock.now()).toEqual(new Date(noon - hour)));
});

test('while nobody answers it goes on, says so once, and follows again afterwards', async () => {
  const told: string[] = [];
  const clock = await follow((message) => told.push(message));
  other = undefined;
  const before = timesAsked();
  await eventually(() => expect(timesAsked()).toBeGreaterThan(before + 3));
  expect(clock.now()).toEqual(new Date(noon));
  expect(told).toEqual([expect.stringContaining('does not tell the time now')]);

  other = { now: noon + hour, frozen: true };
  await eventually(() => expect(clock.now()).toEqual(new Date(noon + hour)));
  expect(told).toEqual([expect.anything(), expect.stringContaining('tells the time again')]);
});

test('an address that tells no time is refused at the start', async () => {
  other = undefined;
  await expect(follow()).rejects.toThrow(/CLOCK_URL: .*does not tell the time: it answers 500/);
  other = { noon } as never;
  await expect(follow()).rejects.toThrow(/CLOCK_URL/);
});

test('a closed one asks no more', async () => {
  const clock = await follow();
  clock.close();
  const before = timesAsked();
  // Another one of the same pace shows that there was time to ask.
  clocks.push(await followClock(new URL('/other', url), { period: 10 }));
  await eventually(() => expect(timesAsked('/other')).toBeGreaterThan(5));
  expect(timesAsked()).toBeLessThanOrEqual(before + 1);
});

test('without an address the time is that of the machine', () => {
  const before = Date.now();
  const shown = systemClock.now().getTime();
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(Date.now());
});
