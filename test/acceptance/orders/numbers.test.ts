import type { Member, Reply } from '@guildhall/sandbox';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, seconds } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** Orders in numbers and as files: `/order stats` and `/order export`. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam, tim, eve } = orders);
});
afterAll(() => orders?.stage.stop());

/** The files of a reply, as they are downloaded. */
const filesOf = (reply: Reply) =>
  Promise.all(
    reply.messages
      .flatMap(({ attachments }) => attachments)
      .map(async ({ name, url }) => ({
        name,
        bytes: Buffer.from(await (await fetch(url)).arrayBuffer()),
      })),
  );

const linesOf = (bytes: Buffer) =>
  bytes
    .toString()
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');

test('statistics say in words what the picture shows: orders a week, time to complete, and who did it', async () => {
  await orders.freezeAt('2027-01-11T15:00:00Z');
  const ids = [await orders.make(), await orders.make(), await orders.make(), await orders.make()];
  await orders.advance(days(2));
  await sam.slash('/order complete', { id: ids[0]! });
  await orders.advance(days(2));
  await tim.slash('/order assign', { id: ids[1]! });
  await sam.slash('/order complete', { id: ids[1]! });
  await ada.slash('/order cancel', { id: ids[2]! });
  await ada.submit({});
  await orders.advance(days(7));
  await orders.make();

  const reply = await sam.slash('/order stats', { weeks: 3 });
  expect(reply.ephemeral).toBe(true);
  expect(reply.text).toContain('The orders of the last 3 weeks');
  expect(reply.text).toContain('5 made, 2 completed, 1 cancelled');
  expect(reply.text).toContain('Active now: 2. Overdue: 0.');
  expect(reply.text).toMatch(
    /Jan 4\*\* · 0 made[\s\S]*Jan 11\*\* · 4 made, 2 completed, 1 cancelled[\s\S]*Jan 18\*\* · 1 made/,
  );
  const picture = async () => (await filesOf(reply)).map(({ bytes }) => bytes.subarray(1, 4).toString());
  expect(await picture()).toEqual(['PNG']);

  await sam.click('Time to complete', { on: reply });
  expect(reply.text).toMatch(/Jan 11\*\* · 3d · 2 completed[\s\S]*Jan 18\*\* · - · 0 completed/);
  expect(await picture()).toEqual(['PNG']);

  await sam.click('By staff', { on: reply });
  expect(reply.text).toMatch(/@sam · 1 completed · 2d/);
  expect(reply.text).toMatch(/@tim · 1 completed · 4d/);
  expect(await picture()).toEqual(['PNG']);

  await orders.crash();
  await sam.click('Orders a week', { on: reply });
  expect(reply.text).toContain('**Jan 18** · 1 made');
});

test('an export holds every order with its words, by the clock of the server; what spreadsheets would run is text', async () => {
  await orders.advance(seconds(1));
  const id = await orders.make({ customer: '=1+1', details: 'One, "two"', price: '25.50' });
  await sam.slash('/order note', { id, text: 'paid' });
  const reply = await sam.slash('/order export');
  expect(reply.ephemeral).toBe(true);
  const total = (await orders.orders()).length;
  expect(reply.text).toContain(`Orders 1 to ${total} of ${total}, the newest first.`);
  const [file] = await filesOf(reply);
  expect(file!.name).toMatch(/^orders-2027-01-\d\d\.csv$/);
  const [head, newest, ...others] = linesOf(file!.bytes);
  expect(head).toMatch(/^id,state,status,customer,customer_id,details,price,currency,/);
  expect(newest).toMatch(new RegExp(`^${id},open,Received,'=1\\+1,,"One, ""two""",25.50,USD,`));
  expect(newest).toMatch(/,2027-01-\d\dT\d\d:00:\d\d.\d{3}Z,"January \d\d, 2027 at \d\d:00 AM EST",/);
  expect(newest).toMatch(/,paid$/);
  expect(others).toHaveLength(total - 1);
});

test('an export is of the orders that its options say, and is in the audit log', async () => {
  const cancelled = await sam.slash('/order export', { status: 'cancelled' });
  const [file] = await filesOf(cancelled);
  expect(
    linesOf(file!.bytes)
      .slice(1)
      .map((line) => line.split(',')[1]),
  ).toEqual(['cancelled']);

  expect((await sam.slash('/order export', { customer: 'Nobody at all' })).text).toContain(
    'There are no such orders',
  );
  const written = await orders.stage.database.rows<{ action: string; actor: string }>(
    "select action, actor from host__audit where action = 'orders.exported'",
  );
  expect(written.at(-1)).toEqual({ action: 'orders.exported', actor: sam.id });
});

test('more orders than one file may hold come in several, none is missing and none is there twice', async () => {
  const before = (await orders.orders()).length;
  fillWith(1_600);
  const reply = await sam.slash('/order export');
  const total = before + 1_600;
  await reply.until(`to ${total} of ${total}`);
  const files = await filesOf(reply);
  expect(files.length).toBeGreaterThan(1);
  expect(Math.max(...files.map(({ bytes }) => bytes.length))).toBeLessThan(10 * 1024 * 1024);
  const ids = files.flatMap(({ bytes }) =>
    linesOf(bytes)
      .slice(1)
      .map((line) => line.split(',')[0]),
  );
  expect(new Set(ids).size).toBe(total);
  expect(ids).toHaveLength(total);
});

test('whoever is not staff gets neither', () => {
  expect(eve.commands()).not.toContain('/order stats');
  expect(eve.commands()).not.toContain('/order export');
});

/** Puts orders with details as long as they can be into the database, as years of work would. */
function fillWith(count: number): void {
  const file = new SqliteDatabase(orders.stage.database.url.replace(/^sqlite:/, ''));
  file
    .prepare(
      `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ?)
       insert into orders__order (id, guild, state, step, customer_name, details, channel, created_by, created_at,
         source, version, searchable)
       select printf('ORD-%07d-000000', n), ?, 'completed', 'ready', 'Bob', replace(hex(zeroblob(1000)), '0', '€'),
         '1', ?, 1700000000000 + n / 3, 'slash', 1, ''
       from numbers`,
    )
    .run(count, orders.guild.id, sam.id);
  file.close();
}
