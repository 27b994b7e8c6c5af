import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** The power goes between the write and the answer of each act: what was done stays done, once. */
let orders: OrdersStage;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, tim } = orders);
});
afterAll(() => orders?.stage.stop());

interface Act {
  /** What is done before. */
  readonly before?: (id: string) => Promise<unknown>;
  readonly act: (id: string) => Promise<Reply>;
  /** What the order becomes. */
  readonly becomes: object;
  /** What its history says then. */
  readonly told: string;
}

const reason = 'Reason (you can leave it out)';

const acts: Readonly<Record<string, Act>> = {
  status: {
    act: (id) => sam.slash('/order status', { id, status: 'Ready' }),
    becomes: { step: 'ready' },
    told: 'put it from Received to Ready',
  },
  assign: {
    act: (id) => sam.slash('/order assign', { id }),
    becomes: {},
    told: 'changed who works on it: from nobody to @sam',
  },
  note: {
    act: (id) => sam.slash('/order note', { id, text: 'Do not forget' }),
    becomes: {},
    told: '> Do not forget',
  },
  edit: {
    act: (id) => sam.slash('/order edit', { id, details: 'A blue house' }),
    becomes: { details: 'A blue house' },
    told: 'to “A blue house”',
  },
  complete: {
    act: (id) => sam.slash('/order complete', { id }),
    becomes: { state: 'completed' },
    told: 'completed it',
  },
  cancel: {
    before: (id) => tim.slash('/order cancel', { id }),
    act: () => tim.submit({ [reason]: 'No wood' }),
    becomes: { state: 'cancelled' },
    told: '> No wood',
  },
  reopen: {
    before: (id) => sam.slash('/order complete', { id }),
    act: (id) => sam.slash('/order reopen', { id }),
    becomes: { state: 'open', step: 'received' },
    told: 'opened it again (Completed before)',
  },
};

test('the power goes after each write, before its answer: nothing is lost, nothing is there twice', {
  timeout: 90_000,
}, async () => {
  const subjects: { name: string; id: string; version: number }[] = [];
  for (const [name, { before }] of Object.entries(acts)) {
    const id = await orders.make();
    await before?.(id);
    subjects.push({ name, id, version: (await orders.order(id))!.version });
  }

  const { sandbox, bot, clock, database } = orders.stage;
  const route = '/interactions/:interaction_id/:interaction_token/callback';
  const slow = sandbox.faults.add({ kind: 'rest', method: 'POST', route, delay: 60_000 });
  const unanswered = [
    ...subjects.map(({ name, id }) => acts[name]!.act(id)),
    sam.slash('/order new', { customer: 'Bob', details: 'A white house' }),
  ].map((reply) => reply.catch(() => undefined));
  await sam.until(async () => {
    const rows = new Map((await orders.orders()).map((row) => [row.id, row]));
    const written = subjects.every(({ id, version }) => rows.get(id)?.version === version + 1);
    return written && rows.size === subjects.length + 1;
  });
  await bot.kill9();
  sandbox.faults.remove(slow);
  clock.advance(sandbox.world.answerIn);
  await Promise.all(unanswered);
  await bot.start();

  for (const { name, id, version } of subjects) {
    const { becomes, told } = acts[name]!;
    expect(await orders.order(id), name).toMatchObject({ ...becomes, version: version + 1 });
    const lines = await database.rows('select * from orders__happening where "order" = ?', id);
    expect(lines, name).toHaveLength(version + 1);
    expect((await sam.slash('/order history', { id })).text, name).toContain(told);
  }
  const rows = await orders.orders();
  expect(rows.filter(({ details }) => details === 'A white house')).toHaveLength(1);
  expect(rows).toHaveLength(subjects.length + 1);
});
