import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Money that came and brings nothing, and what staff decide over what they have not seen. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['CANARY-1']);
  await shop.ada.slash('/product add', { name: 'Silver Key', price: '5', 'per-buyer': 1 });
  await shop.ada.slash('/product stock', { product: 'Silver Key' });
  await shop.ada.submit({ items: 'CANARY-2\nCANARY-3\nCANARY-4\nCANARY-5' });
});
afterAll(() => shop?.stage.stop());

const mine = async (by: Member, id: string) =>
  by.select('Look at one', id, { on: await by.slash('/my-purchases') });

/** Eve orders something, and says only after its time that she paid. */
async function paysLate(name: string, meanwhile: () => Promise<unknown>): Promise<string> {
  const { eve } = shop;
  await shop.buys(eve, name);
  const { id } = await shop.stands(eve, 'awaiting', 'reserved');
  await shop.advance(61 * 60_000);
  await shop.stands(eve, 'expired', 'released');
  await meanwhile();
  await eve.click('I have paid', { on: await mine(eve, id) });
  await eve.submit({ transaction: 'sent on Monday' });
  await shop.stands(eve, 'late', 'released');
  return id;
}

test('what is sold out when its money comes is booked by staff, and the money goes back', async () => {
  const { bob, eve, sam, stage } = shop;
  const id = await paysLate('Golden Key', () => shop.getsApproved(bob, 'Golden Key', 'from Bob'));
  const card = await shop.card(id);
  expect((await sam.click('Approve', { on: card })).text).toContain('There are not enough');
  await sam.click('Book the payment', { on: card });
  const booked = await sam.submit({ reason: 'It is in the bank.' });
  expect(booked.text).toContain(`The money of ${id} stands in the books`);
  await shop.stands(eve, 'captured', 'released');
  await eve.until(() => eve.dms(stage.account).messages.at(-1)?.shows('it cannot be delivered now'));
  const details = await sam.slash('/details', { order: id });
  expect(details.text).toContain('$9.99 came in');
  await sam.click('Refund', { on: details });
  expect((await sam.submit({ reason: 'Sold out.' })).text).toContain(`${id} is refunded`);
  await shop.stands(eve, 'refunded', 'revoked');
});

test('D7: the money goes back while what was bought waits to be sent: it is not sent', async () => {
  const { bob, guild, sam, stage } = shop;
  const { faults } = stage.sandbox;
  const desk = guild.channel('payments').id;
  const id = faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/channels/:channel_id/messages',
    status: 429,
    retryAfter: 0.1,
    only: ({ params }) => params.channel_id !== desk,
  });
  const order = await shop.getsApproved(bob, 'Silver Key', 'for a moment');
  await sam.until(() => faults.list().some((fault) => fault.id === id && fault.struck > 0));
  await sam.click('Refund', { on: await sam.slash('/details', { order }) });
  await sam.submit({ reason: 'A mistake.' });
  await shop.stands(bob, 'refunded', 'revoked');
  faults.remove(id);
  const dms = () => bob.dms(stage.account);
  await bob.until(() => dms().shows(`Money for your order ${order}`));
  expect(dms().shows('CANARY-2')).toBe(false);
});

test('what is paid is booked once more only by whoever says so, and taken back without a word to the buyer', async () => {
  const { bob, sam, stage } = shop;
  const { id } = await shop.stands(bob, 'captured', 'delivered');
  const details = await sam.slash('/details', { order: id });
  const warned = await sam.click('Book the payment', { on: details });
  expect(warned.text).toContain(`${id} is paid already: $9.99 came in`);
  await sam.click('More money came', { on: warned });
  const booked = await sam.submit({ amount: '9.99', reason: 'It came again.' });
  expect(booked.text).toContain('came beside the price');
  const dms = () => bob.dms(stage.account).messages;
  await bob.until(() => dms().at(-1)?.shows('More money came for your order'));
  const told = dms().length;
  await sam.click('Take the booking back', { on: booked });
  const back = await sam.submit({ reason: 'It was for another order.' });
  expect(back.text).toContain('$9.99 booked by mistake, taken back');
  expect(back.text).toContain('The buyer was told nothing');
  expect(await stage.database.rows('select captured from shop__order where id = ?', id)).toEqual([
    { captured: 999 },
  ]);
  expect(dms()).toHaveLength(told);
});

test('who bought it again meanwhile has more than one person can: staff are asked once more', async () => {
  const { eve, sam } = shop;
  const id = await paysLate('Silver Key', () => shop.getsApproved(eve, 'Silver Key', 'from Eve'));
  const asked = await sam.click('Approve', { on: await shop.card(id) });
  expect(asked.text).toContain('more of **Silver Key** than one person can have');
  await sam.click('Approve it all the same', { on: asked });
  await sam.until(async () => (await shop.orders()).find((order) => order.id === id)!.payment === 'captured');
  expect((await sam.slash('/details', { order: id })).text).toContain('over the limit');
});

test('T2: a proof that came after somebody of staff opened the form is not turned down by it', async () => {
  const { bob, sam, tim } = shop;
  const order = await shop.buys(bob, 'Silver Key');
  // While the clock stands still, the card is not edited a second time.
  await shop.atOneMoment(async () => {
    await shop.pays(bob, order, 'first');
    const { id } = await shop.stands(bob, 'submitted', 'reserved');
    const card = await shop.card(id);
    await sam.click('Turn down', { on: card });
    await tim.click('Turn down', { on: card });
    await sam.submit({ reason: 'Not found.' });
    await shop.stands(bob, 'awaiting', 'reserved');
    await shop.pays(bob, await mine(bob, id), 'second');
    await shop.stands(bob, 'submitted', 'reserved');
    expect((await tim.submit({ reason: 'Not found.' })).text).toContain('was changed at the same moment');
    expect((await sam.click('Approve', { on: card })).text).toContain('was changed at the same moment');
    await shop.stands(bob, 'submitted', 'reserved');
  });
});
