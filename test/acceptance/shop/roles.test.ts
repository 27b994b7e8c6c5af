import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, mayWrite, minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Roles that are sold: given, ended, given back, and refused by Discord. */
let shop: ShopStage;

const giving = { kind: 'rest', method: 'PUT', route: '/guilds/:guild/members/:user/roles/:role' } as const;

beforeAll(async () => {
  shop = await startShop({
    permissions: [...mayWrite, 'ManageRoles'],
    roles: ['VIP', 'Gold', 'Silver', 'Customer'],
  });
  const { ada } = shop;
  await shop.choose('customerRole', 'Customer');
  const role = { kind: 'Role', supply: 'Nothing to send', price: '5' };
  await ada.slash('/product add', { name: 'VIP month', role: 'VIP', 'role-for': '30d', ...role });
  await ada.slash('/product add', { name: 'Gold for good', role: 'Gold', ...role });
}, 60_000);
afterAll(() => shop?.stage.stop());

const has = (member: Member, role: string) => member.until(() => member.roles.includes(role));
const hasNot = (member: Member, role: string) => member.until(() => !member.roles.includes(role));

test('a role that somebody bought is given, and again when they come back (D5)', async () => {
  const { eve, stage } = shop;
  await shop.getsApproved(eve, 'VIP month', 'tx-0001-abcd');
  await shop.stands(eve, 'captured', 'delivered');
  expect(eve.roles.toSorted()).toEqual(['Customer', 'VIP']);
  const dm = await eve.until(() => eve.dms(stage.account).messages.at(-1));
  expect(dm.text).toContain('You have the role **VIP** in the server until');

  eve.leaves();
  eve.joins();
  await has(eve, 'VIP');
  await has(eve, 'Customer');
  expect(eve.roles.toSorted()).toEqual(['Customer', 'VIP']);
});

test('a role for a time ends on time, also when the bot was down then (D5)', async () => {
  const { eve, stage } = shop;
  await stage.bot.kill9();
  stage.clock.advance(days(31));
  await stage.bot.start();
  await hasNot(eve, 'VIP');
  expect(eve.roles).toEqual(['Customer']);
});

test('D6: /doctor names a product whose role cannot be given', async () => {
  const { ada, guild } = shop;
  const silver = { kind: 'Role', supply: 'Nothing to send', price: '5', role: 'Silver' };
  await ada.slash('/product add', { name: 'Silver badge', ...silver });
  expect((await ada.slash('/doctor')).text).not.toContain('Silver badge');
  guild.deleteRole('Silver');
  const found = async () =>
    (await ada.slash('/doctor')).shows('**Silver badge** gives a role that does not exist');
  expect(await ada.until(found)).toBe(true);
});

test('D6: a role that Discord refuses waits with the reason; it is given once that is mended', async () => {
  const { bob, sam, stage } = shop;
  stage.sandbox.faults.add({ ...giving, status: 403, code: 50013 });
  const id = await shop.getsApproved(bob, 'Gold for good', 'tx-0002-abcd');
  await shop.stands(bob, 'captured', 'blocked');
  await sam.until(() => sam.sees('payments').shows('I may not give roles'));
  await bob.until(() => bob.sees('general').shows(`Your role of ${id} could not be given yet`));
  expect(bob.roles).toEqual([]);
  stage.sandbox.faults.clear();
  await shop.advance(minutes(61));
  await shop.stands(bob, 'captured', 'delivered');
  expect(bob.roles.toSorted()).toEqual(['Customer', 'Gold']);
  const [entry] = await stage.database.rows<{ count: number }>(
    'select count(*) as count from shop__ledger_entry where "order" = ?',
    id,
  );
  expect(Number(entry!.count)).toBe(1);
});

test('D5: who has left gets what they bought when they are back', async () => {
  const { bob, sam } = shop;
  await shop.pays(bob, await shop.buys(bob, 'VIP month'), 'tx-0003-abcd');
  const { id } = await shop.stands(bob, 'submitted', 'reserved');
  const card = await shop.card(id);
  bob.leaves();
  await sam.click('Approve', { on: card });
  await shop.stands(bob, 'captured', 'blocked');
  bob.joins();
  for (const role of ['Customer', 'Gold', 'VIP']) {
    await has(bob, role);
  }
  const delivered = async () =>
    (await shop.orders()).find((order) => order.id === id)?.fulfilment === 'delivered';
  expect(await bob.until(delivered)).toBe(true);
});

test('D5: roles are given back, too, when somebody left and came back while the bot was down', async () => {
  const { bob, stage } = shop;
  await stage.bot.kill9();
  bob.leaves();
  stage.clock.advance(minutes(5));
  bob.joins();
  expect(bob.roles).toEqual([]);
  await stage.bot.start();
  await has(bob, 'Gold');
  await has(bob, 'VIP');
  await has(bob, 'Customer');
  expect(bob.roles).toHaveLength(3);
});
