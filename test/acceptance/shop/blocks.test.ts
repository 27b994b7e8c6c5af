import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Who may not buy. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
});
afterAll(() => shop?.stage.stop());

/** Presses Buy, before the form. */
async function asks(by: Member): Promise<Reply> {
  const shelf = await by.slash('/shop');
  return by.click('Buy', { on: await by.select('Choose something', 'Golden Key', { on: shelf }) });
}

test('P3: who is blocked after they paid is not approved, and the card says so and why', async () => {
  const { eve, sam, tim } = shop;
  await shop.pays(eve, await shop.buys(eve, 'Golden Key'), 'tx-0001-abcd');
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  const card = await shop.card(id);
  const added = await sam.slash('/shop-block add', {
    who: eve,
    until: 'in 30 minutes',
    reason: 'stolen card',
  });
  expect(added.text).toContain('cannot buy until');
  expect(added.text).toContain('Reason: stolen card');
  expect((await tim.click('Approve', { on: card })).text).toContain('may not buy here');
  const details = await tim.slash('/details', { order: id });
  expect(details.text).toContain('May not buy now');
  expect(details.text).toContain('stolen card');
  const refused = await asks(eve);
  expect(refused.modal).toBeUndefined();
  expect(refused.text).toContain('You cannot buy here until');
  expect(refused.text).toContain('Reason: stolen card.');
  await shop.advance(minutes(31));
  expect((await tim.click('Approve', { on: card })).text).toContain(`${id} is approved`);
});

test('a role is blocked and let buy again; the list says who is', async () => {
  const { bob, guild, sam, eve } = shop;
  const role = guild.createRole('Scammers');
  bob.giveRole(role);
  expect((await sam.slash('/shop-block list')).text).toContain('Everybody may');
  await sam.slash('/shop-block add', { who: role });
  await bob.until(async () => (await asks(bob)).text.includes('You cannot buy here'));
  expect((await sam.slash('/shop-block list')).text).toContain('Scammers');
  expect((await sam.slash('/shop-block remove', { who: role })).text).toContain('can buy again');
  expect((await shop.buys(bob, 'Golden Key')).text).toContain('Pay **$9.99**');
  expect(eve.commands()).not.toContain('/shop-block add');
});
