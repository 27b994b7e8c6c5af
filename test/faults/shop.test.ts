import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../stage/feature-stage.ts';
import { faultKinds } from './fault-kinds.ts';
import { type Call, PaidOrders } from './shop/paid-orders.ts';

/**
 * Between the click on Approve and the direct message: the process is killed at every step, also between two requests, and
 * Discord answers what it should not, or nothing, when the direct messages are opened. In the end each order is delivered
 * once, or waits and somebody was told. `shop-calls.test.ts` tries every other request, and all that is sold.
 */
let orders: PaidOrders;
let steps: readonly string[];
/** Nothing in it tells whose order it is about. */
let opening: readonly Call[];

beforeAll(async () => {
  orders = await PaidOrders.start();
  await orders.prepare(2);
  // The first click of all does some things that no other does.
  await orders.record();
  const recorded = await orders.record();
  steps = recorded.steps;
  opening = recorded.calls.filter(({ route }) => route === '/users/@me/channels');
}, minutes(2));
afterAll(() => orders?.stop());

test('D1 D2: whenever the process is killed between approval and delivery, the order is delivered, once', {
  timeout: minutes(5),
}, async () => {
  expect(steps.length).toBeGreaterThan(5);
  await orders.prepare(steps.length);
  const wrong: string[] = [];
  for (const step of steps) {
    wrong.push(...(await orders.kill(step)));
  }
  console.log(`Shop: the process was killed at ${steps.length} points between approval and delivery.`);
  expect(wrong).toEqual([]);
});

/** All that Discord does, and that somebody takes no direct messages. */
const kinds = { ...faultKinds, 'closed direct messages': { status: 403, code: 50007 } };

test('D1 D2 D3: whatever Discord answers when it is to open direct messages, the order is delivered, once, or waits for its buyer', {
  timeout: minutes(5),
}, async () => {
  expect(opening).toHaveLength(1);
  const points = opening.flatMap((call) =>
    Object.entries(kinds).map(([name, kind]) => ({ call, name, kind })),
  );
  await orders.prepare(points.length);
  const wrong: string[] = [];
  for (const { call, name, kind } of points) {
    wrong.push(...(await orders.spoil(call, kind, name)));
  }
  console.log(`Shop: a fault at ${points.length} points, in ${opening.length} call.`);
  expect(wrong).toEqual([]);
});

test('D3: what Discord does not take for most of a day waits for its buyer, and staff are told', {
  timeout: minutes(2),
}, async () => {
  await orders.prepare(1);
  expect(await orders.refuse()).toEqual([]);
});

test('S7: what is sold is in no log, whatever went wrong', () => {
  const { stage } = orders.shop;
  const logs = readdirSync(stage.logs).map((file) => readFileSync(join(stage.logs, file), 'utf8'));
  const printed = stage.bot.logs().map(({ text }) => text);
  const all = [...logs, ...printed, orders.told].join('\n');
  expect(all).toContain('could not be sent');
  expect(all).not.toContain('CANARY');
});
