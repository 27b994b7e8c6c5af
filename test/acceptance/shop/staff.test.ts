import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What staff do with orders, on the screen that shows everything about one. */
let shop: ShopStage;

const secrets = ['CANARY-AAAA-1', 'CANARY-BBBB-2', 'CANARY-CCCC-3', 'CANARY-DDDD-4', 'CANARY-EEEE-5'];

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', secrets);
});
afterAll(() => shop?.stage.stop());

/** Buys a key and has it approved. @returns its id. */
async function bought(by: Member, transaction: string): Promise<string> {
  await shop.pays(by, await shop.buys(by, 'Golden Key'), transaction);
  const { id } = await shop.stands(by, 'submitted', 'reserved');
  await shop.sam.click('Approve', { on: await shop.card(id) });
  await shop.stands(by, 'captured', 'delivered');
  return id;
}

const detailsOf = (id: string, by = shop.sam): Promise<Reply> => by.slash('/details', { order: id });
const lastDm = (to: Member) => to.dms(shop.stage.account).messages.at(-1)!.text;

test('staff see everything about an order, and nothing of what was bought', async () => {
  const { eve, sam } = shop;
  const id = await bought(eve, 'tx-0001-abcd');
  const offered = await sam.autocomplete('/details', { order: id.slice(-6) });
  expect(offered.choices[0]?.name).toContain(`${id} · Golden Key`);
  const details = await detailsOf(id);
  expect(details.message!.ephemeral).toBe(true);
  for (const words of ['tx-0001-abcd', '$9.99 came in', 'item 1 of the stock', 'approved the payment of']) {
    expect(details.text).toContain(words);
  }
  expect(details.text).not.toContain('CANARY');
  expect((await detailsOf(id.slice(-6).replaceAll('0', 'O'))).text).toContain('tx-0001-abcd');
  expect(eve.commands()).not.toContain('/details');
});

test('an item that was bad is replaced: the buyer gets the next one, and the record says who and why', async () => {
  const { eve, sam } = shop;
  const { id } = await shop.stands(eve, 'captured', 'delivered');
  await sam.click('Replace an item', { on: await detailsOf(id) });
  const done = await sam.submit({ reason: 'it was used already' });
  expect(done.text).toContain(`The buyer of ${id} gets another item`);
  await eve.until(() => lastDm(eve).includes(secrets[1]!));
  expect(lastDm(eve)).not.toContain(secrets[0]);
  const details = await detailsOf(id);
  expect(details.text).toContain('item 1 of the stock · replaced');
  expect(details.text).toContain('it was used already');
});

test('send again brings the same items; administrators alone may read them, and the audit log says so', async () => {
  const { ada, eve, sam } = shop;
  const { id } = await shop.stands(eve, 'captured', 'delivered');
  const before = eve.dms(shop.stage.account).messages.length;
  expect((await sam.click('Send again', { on: await detailsOf(id) })).text).toContain(`${id} is sent again`);
  await eve.until(() => eve.dms(shop.stage.account).messages.length > before);
  expect(lastDm(eve)).toContain(secrets[1]);
  await shop.stands(eve, 'captured', 'delivered');
  expect((await sam.click('Show what they got', { on: await detailsOf(id) })).text).not.toContain('CANARY');
  const read = await ada.click('Show what they got', { on: await detailsOf(id, ada) });
  expect(read.text).toContain(secrets[1]);
  expect(read.message!.ephemeral).toBe(true);
  const audit = "select actor from host__audit where action like '%inspect'";
  expect(await shop.stage.database.rows<{ actor: string }>(audit)).toEqual([{ actor: ada.id }]);
});

test('M4: a part goes back, then the rest; an old button does nothing twice', async () => {
  const { eve, sam, tim } = shop;
  const { id } = await shop.stands(eve, 'captured', 'delivered');
  const details = await detailsOf(id);
  await sam.click('Refund', { on: details });
  expect((await sam.submit({ amount: 'four', reason: 'late' })).text).toContain(
    'cannot read the amount four',
  );
  await sam.click('Refund', { on: details });
  expect((await sam.submit({ amount: '4', reason: 'late' })).text).toContain(`A part of ${id} is refunded`);
  await shop.stands(eve, 'part-refunded', 'delivered');
  await eve.until(() => lastDm(eve).includes('goes back to you: $4.00 of $9.99 in all'));
  const old = await detailsOf(id, tim);
  await sam.click('Refund', { on: await detailsOf(id) });
  expect((await sam.submit({ reason: 'all of it' })).text).toContain(`${id} is refunded`);
  await shop.stands(eve, 'refunded', 'revoked');
  await tim.click('Refund', { on: old });
  expect((await tim.submit({ amount: '1', reason: 'again' })).text).toContain('went back already');
  const shown = await detailsOf(id);
  expect(shown.text).toContain('-$4.00 refunded');
  expect(shown.text).toContain('-$5.99 refunded');
  expect(shown.buttons).not.toContain('Refund');
});

test('from one order staff get to all others of its buyer', async () => {
  const { eve, sam } = shop;
  const { id } = await shop.stands(eve, 'refunded', 'revoked');
  await shop.buys(eve, 'Golden Key');
  const other = (await shop.stands(eve, 'awaiting', 'reserved')).id;
  const orders = await sam.click('Their orders', { on: await detailsOf(id) });
  expect(orders.text).toContain('2 orders');
  const details = await sam.select('Look at one', other, { on: orders });
  expect(details.text).toContain(`Order ${other}`);
  expect(details.text).toContain('To be paid until');
});

test('D7: a chargeback takes the goods back for good', async () => {
  const { bob, sam } = shop;
  const id = await bought(bob, 'tx-0002-abcd');
  await sam.click('Chargeback', { on: await detailsOf(id) });
  expect((await sam.submit({ reason: 'PayPal case 7' })).text).toContain(`The chargeback of ${id}`);
  await shop.stands(bob, 'charged-back', 'revoked');
  await bob.until(() => lastDm(bob).includes('was taken back'));
  const burnt = `select number from shop__stock_item where state = 'burnt' and "order" = ?`;
  expect(await shop.stage.database.rows(burnt, id)).toHaveLength(1);
});

test('staff cancel an order that nobody has paid, and its buyer is told why', async () => {
  const { eve, sam } = shop;
  const { id } = await shop.stands(eve, 'awaiting', 'reserved');
  await sam.click('Cancel the order', { on: await detailsOf(id) });
  expect((await sam.submit({ reason: 'no longer sold' })).text).toContain(`Order ${id} is cancelled`);
  await shop.stands(eve, 'cancelled', 'released');
  await eve.until(() => lastDm(eve).includes('no longer sold'));
});

test('what cost nothing has no chargeback, also not on a screen from when money was booked for it', async () => {
  const { ada, bob, sam } = shop;
  await ada.slash('/product add', { name: 'Sample', price: '0', kind: 'guide', text: 'Read me' });
  await shop.buys(bob, 'Sample');
  const { id } = await shop.stands(bob, 'captured', 'delivered');
  const details = await detailsOf(id);
  expect(details.buttons).toContain('Refund');
  expect(details.buttons).not.toContain('Chargeback');
  await sam.click('More money came', { on: await sam.click('Book the payment', { on: details }) });
  await sam.submit({ amount: '5', reason: 'It came.' });
  const booked = await detailsOf(id);
  await sam.click('Take the booking back', { on: await detailsOf(id) });
  await sam.submit({ reason: 'It was for another order.' });
  await sam.click('Chargeback', { on: booked });
  expect((await sam.submit({ reason: 'PayPal case 8' })).text).toContain(
    `Order ${id} cost nothing, so no payment of it was taken back`,
  );
  await shop.stands(bob, 'captured', 'delivered');
});

test('of what staff write for nothing, one person waits for no more at a time than the limit of open orders', async () => {
  const { ada, bob, sam } = shop;
  await ada.slash('/product add', { name: 'Advice', price: '0', supply: 'hand' });
  for (let count = 1; count <= 3; count += 1) {
    expect((await shop.buys(bob, 'Advice')).text).toContain('Staff write what you get');
  }
  const refused = await shop.buys(bob, 'Advice');
  expect(refused.text).toContain(
    'You have 3 orders that are not paid, or that are free and staff still write',
  );
  const { id } = await shop.stands(bob, 'captured', 'manual');
  await sam.click('Write what they get', { on: await detailsOf(id) });
  await sam.submit({ content: 'Rest.' });
  await bob.until(() => lastDm(bob).includes('Rest.'));
  expect((await shop.buys(bob, 'Advice')).text).toContain('Staff write what you get');
});
