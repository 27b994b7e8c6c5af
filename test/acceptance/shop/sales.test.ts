import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '@guildhall/sandbox';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, seconds } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What the shop sold, as its owner asks for it: `/sales`. */
let shop: ShopStage;
const orders: string[] = [];

beforeAll(async () => {
  shop = await startShop();
  const { eve, bob, sam } = shop;
  await shop.freezeAt('2027-01-11T15:00:00Z');
  await shop.sells('Golden Key', ['ONE-1', 'TWO-2', 'THREE-3']);
  await shop.sells('=Gem', ['GEM-1'], '20');
  orders.push(await shop.getsApproved(eve, 'Golden Key', 'tx-0001-abcd'));
  await shop.stands(eve, 'captured', 'delivered');
  await shop.advance(days(1));
  orders.push(await shop.getsApproved(bob, '=Gem', 'tx-0002-abcd'));
  await shop.stands(bob, 'captured', 'delivered');
  await shop.advance(seconds(1));
  await sam.click('Refund', { on: await sam.slash('/details', { order: orders[0]! }) });
  await sam.submit({ amount: '4', reason: 'late' });
  await shop.stands(eve, 'part-refunded', 'delivered');
  await shop.buys(bob, 'Golden Key');
}, 90_000);
afterAll(() => shop?.stage.stop());

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

test('the owner sees what is left of the money, in words and in a picture; nobody else may', async () => {
  const { ada, sam, eve } = shop;
  const reply = await ada.slash('/sales');
  expect(reply.ephemeral).toBe(true);
  expect(reply.text).toContain('Last 30 days · USD');
  expect(reply.text).toContain('Revenue: $25.99');
  expect(reply.text).toContain('Came in: $29.99 · Went back: $4.00');
  expect(reply.text).toContain('Paid orders: 2');
  expect(reply.text).toContain('Average order: $15.00');
  expect(reply.text).toContain('Orders made: 3 · of them paid: 2 (66.7%)');
  expect(reply.text).not.toContain('Orders that cost nothing');
  expect(reply.text).toMatch(
    /Jan 12, 2027\*\* · \$16\.00 · 1 order · \$4\.00 went back\n\*\*Jan 11, 2027\*\* · \$9\.99 · 1 order/,
  );
  const [picture] = await filesOf(reply);
  expect(picture!.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([...sam.commands(), ...eve.commands()]).not.toContain('/sales');
});

test('menus show it by product, way to pay, staff, day and hour, and for another time, also after a crash', async () => {
  const { ada } = shop;
  const reply = await ada.slash('/sales', { from: '2027-01-12', to: '2027-01-12' });
  expect(reply.text).toContain('Jan 12, 2027 · USD');
  expect(reply.text).toMatch(/Revenue: \$16\.00\*\* ▲ 60% · before: \$9\.99/);
  const look = async (menu: string, choice: string, shown: RegExp) => {
    await ada.select(menu, choice, { on: reply });
    await reply.until(() => shown.test(reply.text));
  };
  const aspect = 'What to look at';
  await look('The time', 'Last 7 days', /Last 7 days · USD/);
  await look(
    aspect,
    'Products',
    /=Gem\*\* · \$20\.00 · 1 order\n\*\*Golden Key\*\* · \$5\.99 · 1 order · \$4\.00/,
  );
  await look(aspect, 'Ways to pay', /\*\*Bank\*\* · \$25\.99 · 2 orders/);
  await look(aspect, 'Staff', /@sam\*\* · \$25\.99 · 2 orders/);
  await shop.crash();
  await look(aspect, 'Days of the week', /Monday\*\* · \$9\.99[\s\S]*Tuesday\*\* · \$16\.00/);
  await look(aspect, 'Hours of the day', /\*\*10 AM\*\* · \$25\.99 · 2 orders/);
  expect(await filesOf(reply)).toHaveLength(1);
});

test('each payment and refund is in the files, which no spreadsheet runs, and the audit log says who took them', async () => {
  const { ada, stage } = shop;
  const reply = await ada.slash('/sales');
  const csv = await ada.click('CSV file', { on: reply });
  await csv.until('Payments and refunds 1 to 3');
  const [table] = await filesOf(csv);
  expect(table!.name).toBe('sales-2027-01-12.csv');
  const [head, ...lines] = table!.bytes.toString().replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(head).toMatch(/^id,at,time,kind,amount,currency,order_id,buyer_id,product,/);
  expect(
    lines.map((line) =>
      line
        .replaceAll(/"[^"]*"/g, '-')
        .split(',')
        .slice(3, 9),
    ),
  ).toEqual([
    ['capture', '9.99', 'USD', orders[0], shop.eve.id, 'Golden Key'],
    ['capture', '20.00', 'USD', orders[1], shop.bob.id, "'=Gem"],
    ['refund', '-4.00', 'USD', orders[0], shop.eve.id, 'Golden Key'],
  ]);
  const xlsx = await ada.slash('/sales', { period: 'Today', export: 'Excel file' });
  await xlsx.until('Payments and refunds 1 to 2');
  const [workbook] = await filesOf(xlsx);
  expect(workbook!.name).toBe('sales-2027-01-12.xlsx');
  const [names, ...rows] = (await readXlsx(workbook!.bytes)).sheets[0]!.rows;
  expect(rows.map((row) => row[names!.indexOf('amount')])).toEqual([20, -4]);
  expect(rows.map((row) => row[names!.indexOf('product')])).toEqual(["'=Gem", 'Golden Key']);
  const sql = "select actor from host__audit where action = 'shop.exported'";
  expect(await stage.database.rows(sql)).toEqual([{ actor: ada.id }, { actor: ada.id }]);
});

test('pictures are kept beside the log', () => {
  const folder = join(shop.stage.logs, 'shop', 'sales', shop.guild.id);
  const files = readdirSync(folder);
  expect(files).toContain('2027-01-12-month-USD-time.png');
  expect(files).toContain('2027-01-12-week-USD-staff.png');
  expect(readFileSync(join(folder, files[0]!)).subarray(1, 4).toString()).toBe('PNG');
});

test('what is no day is refused with an example; of a time without sales there is nothing to give', async () => {
  const { ada } = shop;
  expect((await ada.slash('/sales', { from: '12 January' })).text).toContain('Type it like this: 2027-01-12');
  expect((await ada.slash('/sales', { to: '2027-01-12' })).text).toContain('Type the first day too');
  expect((await ada.slash('/sales', { from: '2027-01-12', to: '2027-01-11' })).text).toContain(
    'The first day comes after the last one',
  );
  const before = { from: '2026-01-01', to: '2026-01-31' };
  expect((await ada.slash('/sales', before)).text).toContain('Nothing was sold in this time');
  expect((await ada.slash('/sales', { ...before, export: 'CSV file' })).text).toContain(
    'No money came or went',
  );
});

test('what somebody takes for nothing changes none of the numbers: a line of its own says how many did', async () => {
  const { ada, eve } = shop;
  const numbers = /Revenue: [\s\S]*of them paid: .*/;
  const before = numbers.exec((await ada.slash('/sales')).text)![0];
  await ada.slash('/product add', { name: 'Sample', price: '0', supply: 'text', text: 'FREE-1' });
  await shop.buys(eve, 'Sample');
  await shop.stands(eve, 'captured', 'delivered');
  const reply = await ada.slash('/sales');
  expect(numbers.exec(reply.text)![0]).toBe(before);
  expect(reply.text).toContain('Orders that cost nothing: 1 (in none of these numbers)');
  const xlsx = await ada.slash('/sales', { export: 'Excel file' });
  await xlsx.until('Payments and refunds 1 to 3');
});
