import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayWrite, minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Where staff check payments: who reads it, who is called there, and who goes on where somebody else stopped. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop({ permissions: [...mayWrite] });
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
});
afterAll(() => shop?.stage.stop());

test('a channel for payments that everybody reads is warned of there and by /doctor, until it is hidden', async () => {
  const { ada, guild } = shop;
  await ada.until(() => ada.sees('payments').shows('Everybody can read #payments'));
  expect((await ada.slash('/doctor')).text).toContain('Everybody can read #payments');
  guild.setOverwrites('payments', {
    '@everyone': { deny: ['ViewChannel'] },
    Staff: { allow: ['ViewChannel'] },
    Guildhall: { allow: ['ViewChannel'] },
  });
  await ada.until(async () => !(await ada.slash('/doctor')).text.includes('Everybody can read'));
});

test('whoever chooses a role that Discord would not call is told so, there and by /doctor', async () => {
  const { ada, guild } = shop;
  const screen = async () => (await ada.slash('/settings', { feature: 'shop' })).text;
  const everyone = { deny: ['ViewChannel', 'MentionEveryone'] } as const;
  const staff = { allow: ['ViewChannel'] } as const;
  guild.setOverwrites('payments', { '@everyone': everyone, Staff: staff, Guildhall: staff });
  await shop.choose('notifyRole', 'Staff');
  await ada.until(async () => (await screen()).includes('Discord calls nobody when I mention this role'));
  expect((await ada.slash('/doctor')).text).toContain('Discord calls nobody when I mention @Staff');
  const own = { allow: ['ViewChannel', 'MentionEveryone'] } as const;
  guild.setOverwrites('payments', { '@everyone': everyone, Staff: staff, Guildhall: own });
  await ada.until(async () => !(await screen()).includes('Discord calls nobody'));
  expect((await ada.slash('/doctor')).text).not.toContain('Discord calls nobody');
});

test('the role that is chosen is called by a new card, once for each order', async () => {
  const { ada, bob, guild, sam } = shop;
  const role = guild.role('Staff').id;
  await shop.pays(bob, await shop.buys(bob, 'Golden Key'), 'from Bob');
  const { id } = await shop.stands(bob, 'submitted', 'reserved');
  const first = await shop.card(id);
  expect(first.text).toContain('@Staff');
  expect(first.record.mentionRoles).toEqual([role]);
  ada.deletes(first);
  const second = await ada.until(async () => {
    const card = await shop.card(id);
    return card.id === first.id ? undefined : card;
  });
  expect(second.record.mentionRoles).toEqual([]);
  await sam.click('Approve', { on: await shop.card(id) });
});

test('staff hear before a rate is too old, and when it is', async () => {
  const { ada } = shop;
  await ada.slash('/payment-method add', { kind: 'btc' });
  await ada.submit({ name: 'Bitcoin', address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' });
  await ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
  const told = (words: string) =>
    ada.sees('payments').messages.filter(({ text }) => text.includes(words)).length;
  await shop.advance(minutes(17 * 60));
  expect(told('What BTC costs in USD is too old from')).toBe(0);
  await shop.advance(minutes(2 * 60));
  await ada.until(() => told('What BTC costs in USD is too old from') === 1);
  await shop.advance(minutes(6 * 60));
  await ada.until(() => told('Nobody can pay with BTC in USD now') === 1);
  expect(told('What BTC costs in USD is too old from')).toBe(1);
});

test('an administrator goes on where somebody of staff stopped, and the record says so', async () => {
  const { ada, eve, sam, tim } = shop;
  await shop.pays(eve, await shop.buys(eve, 'Golden Key'), 'from Eve');
  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  await sam.click("I'll check it", { on: await shop.card(id) });
  await shop.stands(eve, 'reviewing', 'reserved');
  const card = await sam.until(async () => {
    const shown = await shop.card(id);
    return shown.text.includes('[Take over]') ? shown : undefined;
  });
  expect((await ada.click('Approve', { on: card })).text).toContain('an administrator can press');
  expect((await tim.click('Take over', { on: card })).text).toContain('not allowed');
  expect((await ada.click('Take over', { on: card })).text).toContain(`You are checking ${id} now`);
  expect((await sam.click('Approve', { on: card })).text).toContain('@ada is checking it');
  expect((await ada.click('Approve', { on: await shop.card(id) })).text).toContain(`${id} is approved`);
  expect((await sam.slash('/details', { order: id })).text).toContain('took the payment of');
});
