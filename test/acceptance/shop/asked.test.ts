import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What a buyer is to do is not lost, whoever takes no direct messages; what ends with a proof is told to staff. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
});
afterAll(() => shop?.stage.stop());

const mine = async (id: string) =>
  shop.eve.select('Look at one', id, { on: await shop.eve.slash('/my-purchases') });
const lastDm = () => shop.eve.dms(shop.stage.account).messages.at(-1)?.text ?? '';

test('a question reaches a buyer who takes no direct messages; staff know, also when nobody answers', async () => {
  const { eve, sam, tim } = shop;
  eve.closeDms();
  await shop.pays(eve, await shop.buys(eve, 'Golden Key'), 'from Eve');
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  await sam.click('Ask for more', { on: await shop.card(id) });
  await sam.submit({ what: 'Which bank was it?' });
  await shop.stands(eve, 'awaiting', 'reserved');
  await tim.until(() => tim.sees('general').shows('@eve Staff need something from you for an order'));
  expect(tim.sees('general').shows(id)).toBe(false);
  await sam.until(() => sam.sees('payments').shows(`may not have read what you need for ${id}`));
  const asked = await mine(id);
  expect(asked.text).toContain('Staff need more from you');
  expect(asked.text).toContain('Which bank was it?');
  await sam.until(async () => (await shop.card(id)).shows('@sam asked for more'));
  await shop.advance(minutes(61));
  await shop.stands(eve, 'expired', 'released');
  await sam.until(() => sam.sees('payments').shows(`${id} of @eve ran out of time, though they had shown`));
  expect((await mine(id)).text).toContain('Which bank was it?');
  eve.openDms();
});

test('who turned a payment down, and why, stands on the card; its buyer reads the reason once', async () => {
  const { eve, sam } = shop;
  await shop.pays(eve, await shop.buys(eve, 'Golden Key'), 'from Eve');
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  await sam.click('Turn down', { on: await shop.card(id) });
  await sam.submit({ usual: 'We did not find your payment.' });
  await eve.until(() => lastDm().includes(`Your payment of ${id}`));
  expect(lastDm().split('did not find')).toHaveLength(2);
  await sam.until(async () => (await shop.card(id)).shows('@sam turned the payment down'));
  expect((await shop.card(id)).text).toContain('We did not find your payment.');
  expect((await mine(id)).text).toContain('Your proof was turned down');
});

test('whoever cancels is asked once more; staff are told when a proof was shown', async () => {
  const { eve, sam } = shop;
  const { id } = await shop.stands(eve, 'awaiting', 'reserved');
  const asked = await eve.click('Cancel the order', { on: await mine(id) });
  expect(asked.text).toContain('You have shown a proof of payment');
  await shop.stands(eve, 'awaiting', 'reserved');
  const done = await eve.click('Yes, cancel the order', { on: asked });
  expect(done.text).toContain('they look for the money that you sent');
  await shop.stands(eve, 'cancelled', 'released');
  await sam.until(() => sam.sees('payments').shows(`@eve cancelled ${id} of @eve, for which a proof`));
  const other = await shop.buys(eve, 'Golden Key');
  const unpaid = await eve.click('Cancel the order', { on: other });
  expect(unpaid.text).toContain('Do not do this if you have sent money');
  await eve.click('Yes, cancel the order', { on: unpaid });
});
