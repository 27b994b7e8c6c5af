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
  const role = { kind: 'Role', price: '5' };
  await ada.slash('/product add', { name: 'VIP month', role: 'VIP', 'role-for': '30d', ...role });
  await ada.slash('/product add', { name: 'Gold for good', role: 'Gold', ...role });
});
afterAll(() => shop?.stage.stop());

const has = (member: Member, role: string) => member.until(() => member.roles.includes(role));
const isDelivered = async (id: string) =>
  (await shop.orders()).some((order) => order.id === id && order.fulfilment === 'delivered');
const hasNot = (member: Member, role: string) => member.until(() => !member.roles.includes(role));

test('a role that somebody bought is given, and again when they come back (D5)', async () => {
  const { eve, stage } = shop;
  await shop.getsApproved(eve, 'VIP month', 'tx-0001-abcd');
  await shop.stands(eve, 'captured', 'delivered');
  await has(eve, 'Customer');
  expect(eve.roles.toSorted()).toEqual(['Customer', 'VIP']);
  await eve.until(() => eve.dms(stage.account).shows('You have the role **VIP** in the server until'));

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

test('a role that somebody had from staff stays when the time that they bought is over (D5)', async () => {
  const { ada, guild, tim } = shop;
  tim.giveRole('VIP');
  await shop.pays(tim, await shop.buys(tim, 'VIP month'), 'tx-0009-abcd');
  const { id } = await shop.stands(tim, 'submitted', 'reserved');
  await ada.click('Approve', { on: await shop.card(id) });
  await shop.stands(tim, 'captured', 'delivered');
  await shop.advance(days(31));
  const over = async () =>
    (
      await shop.stage.database.rows<{ taken_at: unknown }>(
        'select taken_at from shop__role_grant where "order" = ? and role = ?',
        id,
        guild.role('VIP').id,
      )
    )[0]?.taken_at;
  await ada.until(over);
  expect(tim.roles).toContain('VIP');
});

test('a role from staff that is taken by hand and sent again goes when the time that was bought is over (D5)', async () => {
  const { sam, tim } = shop;
  const id = await shop.getsApproved(tim, 'VIP month', 'tx-0010-abcd');
  await sam.until(() => isDelivered(id));
  tim.takeRole('VIP');
  await sam.click('Send again', { on: await sam.slash('/details', { order: id }) });
  await has(tim, 'VIP');
  await shop.advance(days(31));
  await hasNot(tim, 'VIP');
  expect(tim.roles).not.toContain('VIP');
});

test('a role that is taken by hand while it is looked at is given when staff send it again (D5)', async () => {
  const { sam, stage, tim } = shop;
  const orders: string[] = [];
  for (const transaction of ['tx-0011-abcd', 'tx-0012-abcd']) {
    orders.push(await shop.getsApproved(tim, 'VIP month', transaction));
    await sam.until(() => isDelivered(orders.at(-1)!));
  }
  const sendAgain = async (order: string) =>
    sam.click('Send again', { on: await sam.slash('/details', { order }) });
  const [first, second] = orders as [string, string];
  const late = { method: 'GET', route: '/guilds/:guild_id/members/:user_id', afterEffect: true } as const;
  const slow = stage.sandbox.faults.add({ kind: 'rest', ...late, delay: 3_000, times: 1 });
  await sendAgain(first);
  await sam.until(() => stage.sandbox.faults.list().some(({ id, struck }) => id === slow && struck === 1));
  tim.takeRole('VIP');
  await sendAgain(second);
  await has(tim, 'VIP');
  await sam.until(() => isDelivered(second));
  expect(tim.roles).toContain('VIP');
  await shop.advance(days(62));
  await hasNot(tim, 'VIP');
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
  await bob.until(() => bob.sees('general').shows('@bob The role that you bought could not be given yet'));
  expect(bob.roles).toEqual([]);
  stage.sandbox.faults.clear();
  await shop.advance(minutes(61));
  await shop.stands(bob, 'captured', 'delivered');
  await has(bob, 'Customer');
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
  expect(await bob.until(() => isDelivered(id))).toBe(true);
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

test('D7: money that goes back while Discord gives the role takes it again', async () => {
  const { eve, sam, stage } = shop;
  const held = shop.hold(giving.method, giving.route);
  const id = await shop.getsApproved(eve, 'Gold for good', 'tx-0005-abcd');
  await held.struck();
  await sam.click('Refund', { on: await sam.slash('/details', { order: id }) });
  await sam.submit({ reason: 'sorry' });
  held.letGo();
  await shop.stands(eve, 'refunded', 'revoked');
  await shop.atRest();
  expect(eve.roles).not.toContain('Gold');
  expect(eve.dms(stage.account).messages.filter(({ text }) => text.includes(`Your purchase ${id}`))).toEqual(
    [],
  );
});

test('D5: who asked to be forgotten keeps their roles as before: one for a time ends on time', async () => {
  const { bob, stage } = shop;
  await bob.click('Remove my data', { on: await bob.slash('/privacy erase') });
  const gone = async () => (await shop.orders()).every(({ buyer }) => buyer !== bob.id);
  expect(await bob.until(gone)).toBe(true);
  expect(bob.roles.toSorted()).toEqual(['Customer', 'Gold', 'VIP']);
  expect(JSON.stringify(await stage.database.rows('select * from shop__role_grant'))).not.toContain(bob.id);
  await shop.advance(days(31));
  await hasNot(bob, 'VIP');
  expect(bob.roles.toSorted()).toEqual(['Customer', 'Gold']);
});
