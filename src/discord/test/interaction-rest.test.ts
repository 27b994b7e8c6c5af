import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Routes } from 'discord.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { InteractionRest } from '../interaction-rest.ts';

const token = 'x'.repeat(60);
const arrived: string[] = [];
const server = createServer((request, response) => {
  arrived.push(request.url!);
  response.setHeader('content-type', 'application/json');
  response.end('{}');
});
let rest: InteractionRest;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  rest = new InteractionRest({
    api: `http://127.0.0.1:${port}/api`,
    version: '10',
    globalRequestsPerSecond: 5,
  });
  rest.setToken('bot-token');
});
afterAll(() => void server.close());
beforeEach(() => {
  arrived.length = 0;
});

const many = (count: number, send: (index: number) => Promise<unknown>) =>
  Array.from({ length: count }, (_, index) => send(index + 1));

test('answers to interactions pass all other requests, which are held to the limit of a second', async () => {
  let others = 0;
  const held = [
    ...many(4, (index) => rest.get(Routes.user(`${index}`))),
    // A webhook's address without its token is the bot's own business.
    ...many(4, (index) => rest.get(Routes.webhook(`${index}`))),
  ].map((request) => request.then(() => others++));
  await Promise.all([
    ...many(20, (index) =>
      rest.post(Routes.interactionCallback(`${index}`, token), { body: {}, auth: false }),
    ),
    ...many(20, (index) => rest.post(Routes.webhook(`${index}`, token), { body: {}, auth: false })),
    ...many(20, (index) => rest.patch(Routes.webhookMessage(`${index}`, token), { body: {}, auth: false })),
  ]);
  expect(others).toBeLessThanOrEqual(5);
  await Promise.all(held);
  expect(arrived).toHaveLength(68);
});

test('answers go without the token of the bot', async () => {
  const seen: (string | undefined)[] = [];
  server.once('request', (request) => seen.push(request.headers.authorization));
  await rest.post(Routes.interactionCallback('1', token), { body: {}, auth: false });
  expect(seen).toEqual([undefined]);
});
