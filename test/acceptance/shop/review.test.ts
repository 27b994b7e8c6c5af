import { afterAll, beforeAll, expect, test } from 'vitest';
import { switchSetting } from '../../stage/settings-screen.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** How staff check payments. */
let shop: ShopStage;

const transaction = '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b';

beforeAll(async () => {
  shop = await startShop();
  const { ada } = shop;
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
  await ada.slash('/payment-method add', { kind: 'btc' });
  await ada.submit({ name: 'Bitcoin', address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' });
  await ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
});
afterAll(() => shop?.stage.stop());

const lastDm = () => shop.eve.dms(shop.stage.account).messages.at(-1)?.text ?? '';

test('a payment is turned down with a usual reason, and one of the own ones once the server has some', async () => {
  const { eve, sam } = shop;
  await shop.pays(eve, await shop.buys(eve, 'Golden Key', { method: 'Bank' }), 'tx-0001-abcd');
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  const card = await shop.card(id);
  await sam.click('Turn down', { on: card });
  expect((await sam.submit({ usual: 'Something else, written below' })).text).toContain('Type 1 to 300');
  await sam.click('Turn down', { on: card });
  await sam.submit({ usual: 'The amount is not the one of the order.', reason: 'It is $2 short.' });
  await shop.stands(eve, 'awaiting', 'reserved');
  await eve.until(() => lastDm().includes('The amount is not the one of the order. It is $2 short.'));

  await shop.choose('rejectReasons', 'No bank today\nNo bank today\nAsk Ada');
  const purchase = await eve.select('Look at one', id, { on: await eve.slash('/my-purchases') });
  await shop.pays(eve, purchase, 'tx-0002-abcd');
  await shop.stands(eve, 'submitted', 'reserved');
  // A card that shows the proof before this one decides nothing over it.
  await sam.until(async () => (await shop.card(id)).text.includes('tx-0002-abcd'));
  await sam.click('Turn down', { on: await shop.card(id) });
  await sam.submit({ usual: 'No bank today', next: 'The order is over' });
  await shop.stands(eve, 'cancelled', 'released');
  await eve.until(() => lastDm().includes('No bank today'));
});

test('staff read who the buyer is, and look a coin’s transaction up in one click', async () => {
  const { eve } = shop;
  await shop.pays(eve, await shop.buys(eve, 'Golden Key', { method: 'Bitcoin' }), transaction);
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  const { text } = await shop.card(id);
  expect(text).toContain('Paid before: 0 · never paid: 1 · account: ');
  expect(text).toMatch(/here: \d/);
  expect(text).toContain(`https://mempool.space/tx/${transaction}`);
});

test('whoever takes a payment has it for themselves, until they give it back; the buyer is asked for more', async () => {
  const { eve, sam, tim } = shop;
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  const card = await shop.card(id);
  expect((await sam.click("I'll check it", { on: card })).text).toContain(`You are checking ${id} now`);
  expect((await tim.click('Approve', { on: card })).text).toContain('is checking it until');
  await sam.until(async () => (await shop.card(id)).text.includes('Checked by: @sam, until'));
  await sam.until(async () => sam.click('Give it back', { on: await shop.card(id) }));
  await shop.stands(eve, 'submitted', 'reserved');
  await tim.click('Ask for more', { on: await shop.card(id) });
  await tim.submit({ what: 'From which wallet?' });
  await eve.until(() => lastDm().includes('From which wallet?'));
  const purchase = await eve.select('Look at one', id, { on: await eve.slash('/my-purchases') });
  expect((await shop.pays(eve, purchase, transaction)).text).toContain('Staff will check your payment');
});

test('T2 T5: with four eyes one yes is not enough, and nobody says yes twice', async () => {
  const { ada, eve, sam, tim } = shop;
  await switchSetting(ada, 'shop', 'fourEyes', 'on');
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  // A card that shows the proof before this one decides nothing over it.
  await sam.until(async () =>
    (await sam.click('Approve', { on: await shop.card(id) })).text.includes('Somebody else must say yes'),
  );
  const card = await shop.card(id);
  await shop.stands(eve, 'reviewing', 'reserved');
  expect((await sam.click('Approve', { on: card })).text).toContain('You have said yes already');
  expect((await tim.click('Approve', { on: card })).text).toContain(`${id} is approved`);
  await shop.stands(eve, 'captured', 'delivered');
  // Whoever still sees the button is told.
  if (card.buttons.includes('Approve')) {
    expect((await sam.click('Approve', { on: card })).text).toContain('is approved already');
  }
});

test('P1: a transaction id is good for one order, wherever it is written; the cards of both orders say who tried', async () => {
  const { ada, bob, eve, sam } = shop;
  await ada.slash('/payment-method add', { kind: 'paypal' });
  await ada.submit({ name: 'PayPal', address: 'shop@example.com' });
  const paypal = { method: 'PayPal' };
  await shop.pays(eve, await shop.buys(eve, 'Golden Key', paypal), '1AB23456CD789012E');
  const first = await shop.stands(eve, 'submitted', 'reserved');
  const order = await shop.buys(bob, 'Golden Key', paypal);
  await bob.click('I have paid', { on: order });
  const refused = await bob.submit({ transaction: '9ZY87654XW321098V', sender: '1ab2-3456cd789012e' });
  expect(refused.text).toContain('was used for another order');
  const second = await shop.stands(bob, 'awaiting', 'reserved');
  await sam.until(async () => (await shop.card(first.id)).shows(`was named for ${second.id}`));
  await sam.until(async () => (await shop.card(second.id)).shows(`counts for ${first.id}`));
  await bob.click('I have paid', { on: order });
  await bob.submit({ transaction: '9ZY87654XW321098V', sender: 'Bob Miller' });
  await shop.stands(bob, 'submitted', 'reserved');
  await sam.until(async () => (await shop.card(second.id)).shows('from Bob Miller'));
});

test('whose order is over uses their payment for another one, and the record of the first says for which', async () => {
  const { bob, sam } = shop;
  const first = await shop.stands(bob, 'submitted', 'reserved');
  await sam.click('Turn down', { on: await shop.card(first.id) });
  await sam.submit({ usual: 'Ask Ada', next: 'The order is over' });
  await shop.stands(bob, 'cancelled', 'released');
  const order = await shop.buys(bob, 'Golden Key', { method: 'PayPal' });
  expect((await shop.pays(bob, order, '9ZY87654XW321098V')).text).toContain('Staff will check your payment');
  const second = await shop.stands(bob, 'submitted', 'reserved');
  const details = await sam.slash('/details', { order: first.id });
  expect(details.text).toMatch(
    new RegExp(`@bob used the payment that was named for .+ for another order\\s+>? ?${second.id}`),
  );
});
