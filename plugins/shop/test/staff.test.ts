import { forgotten } from '@guildhall/sdk';
import { expect, test } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { textsOf } from '../../../test/ground/plugin-texts.ts';
import { readRefund } from '../catalogue/prices.ts';
import { Order } from '../entities/order.ts';
import { referenceOf } from '../orders/order-id.ts';
import { ways } from '../orders/order-states.ts';
import { bob, eve, type Ground, guild, onEveryDatabase, otherGuild, sam, secret, tim } from './ground.ts';

/** An order that was paid, and read by its buyer. */
async function delivered(ground: Ground, count = 3, quantity = 1) {
  const shop = await ground.stocked(count);
  const { id } = await ground.submitted({ ...shop, quantity });
  (await ground.review.approve(guild, id, sam)).unwrap();
  (await ground.delivery.reveal(guild, id, eve)).unwrap();
  return { id, shop };
}

onEveryDatabase((test) => {
  test('I1: an order is found by the end of its id, with letters that look like its digits; of several none is guessed', async (ground) => {
    const shop = await ground.stocked(2);
    const [one, other] = [(await ground.ask(shop)).unwrap(), (await ground.ask(shop)).unwrap()];
    const end = referenceOf(one.id);
    const typed = end.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await ground.orders.find(guild, typed)).unwrap().id).toBe(one.id);
    expect((await ground.orders.offered(guild, typed)).map(({ id }) => id)).toContain(one.id);
    expect(codeOf(await ground.orders.find(otherGuild, end))).toBe('no-such-order');
    const same = { ending: `20200101-${end}` };
    await ground.transaction((em) => em.nativeUpdate(Order, { id: other.id }, same));
    expect(codeOf(await ground.orders.find(guild, end))).toBe('several-orders');
  });

  test('orders are found by any part of their id, the newest first, in their own guild', async (ground) => {
    const shop = await ground.stocked(3);
    const first = (await ground.ask(shop)).unwrap();
    ground.advance(1_000);
    const second = (await ground.ask({ ...shop, buyer: bob })).unwrap();
    const ids = async (typed: string) => (await ground.orders.offered(guild, typed)).map((order) => order.id);
    expect(await ids('')).toEqual([second.id, first.id]);
    expect(await ids(first.id.slice(-6).toLowerCase())).toEqual([first.id]);
    expect(await ids('%')).toEqual([second.id, first.id]);
    expect(await ids('QQQQQQ')).toEqual([]);
    expect(await ground.orders.offered(otherGuild, '')).toEqual([]);
  });

  test('staff see what an order brought without what it is; who reads that is in the audit log', async (ground) => {
    const { id } = await delivered(ground, 3, 2);
    (await ground.delivery.replace(guild, id, 1, sam, 'bad')).unwrap();
    const goods = await ground.delivery.goods(id);
    expect(goods.map(({ number, item, state }) => [number, item, state])).toEqual([
      [1, 1, 'replaced'],
      [2, 2, 'current'],
      [3, 3, 'current'],
    ]);
    expect(JSON.stringify(goods)).not.toContain('CANARY');
    const read = (await ground.delivery.inspect(guild, id, tim)).unwrap();
    expect(read.map(({ text }) => text)).toEqual([secret(1), secret(2), secret(3)]);
    expect(ground.audit.at(-1)).toMatchObject({ actor: tim, action: 'inspect', target: id });
    expect(codeOf(await ground.delivery.inspect(otherGuild, id, tim))).toBe('no-such-order');
  });

  test('nothing is sent again or replaced while it is being sent, or before it is there', async (ground) => {
    const { delivery } = ground;
    const { id, shop } = await delivered(ground);
    (await delivery.resend(guild, id, sam)).unwrap();
    expect(codeOf(await delivery.resend(guild, id, sam))).toBe('on-its-way');
    expect(codeOf(await delivery.replace(guild, id, 1, sam, 'bad'))).toBe('on-its-way');
    const { id: unpaid } = (await ground.ask({ ...shop, buyer: bob })).unwrap();
    expect(codeOf(await delivery.resend(guild, unpaid, sam))).toBe('not-submitted');
  });

  test('staff cancel an order that nobody paid: its item is free, and the buyer is told why', async (ground) => {
    const shop = await ground.stocked(1);
    const { id } = (await ground.ask(shop)).unwrap();
    const by = { user: sam, staff: true };
    (await ground.review.cancel(guild, id, by, 'no longer sold')).unwrap();
    expect(await ground.now(id)).toMatchObject({ payment: 'cancelled', closeReason: 'no longer sold' });
    expect((await ground.stock.counts(shop.product)).available).toBe(1);
    const told = [...ground.jobs.values()].filter(({ name }) => name === 'tell-buyer');
    expect(told.map(({ payload }) => payload)).toEqual([{ guild, order: id, version: 2 }]);
    const paid = await ground.submitted(shop);
    expect(codeOf(await ground.review.cancel(guild, paid.id, by, 'no'))).toBe('already-submitted');
    expect(codeOf(await ground.review.cancel(guild, paid.id, { user: bob, staff: false }))).toBe('not-yours');
  });

  test('an order of somebody who asked to be forgotten: money can go back, nothing is sent to nobody', async (ground) => {
    const { id } = await delivered(ground);
    await ground.transaction((em) => em.nativeUpdate(Order, { id }, { buyer: forgotten }));
    ground.jobs.clear();
    expect(codeOf(await ground.delivery.resend(guild, id, sam))).toBe('nobody-there');
    expect(codeOf(await ground.delivery.replace(guild, id, 1, sam, 'bad'))).toBe('nobody-there');
    const { version } = await ground.now(id);
    (await ground.refunds.refund(guild, id, { by: sam, reason: 'asked', version })).unwrap();
    expect([...ground.jobs.values()].map(({ name }) => name)).not.toContain('tell-buyer');
  });

  test('M4: parts of the money go back until all has, and what was asked twice happens once', async (ground) => {
    const { id } = await delivered(ground);
    ground.advance(1_000);
    const { refunds } = ground;
    const wish = async (amount?: number) => ({
      by: sam,
      reason: 'half of it',
      amount,
      version: (await ground.now(id)).version,
    });
    const first = await wish(400);
    (await refunds.refund(guild, id, first)).unwrap();
    ground.advance(1_000);
    expect(codeOf(await refunds.refund(guild, id, first))).toBe('changed-meanwhile');
    expect(codeOf(await refunds.refund(guild, id, await wish(700)))).toBe('refund-amount');
    expect(codeOf(await refunds.refund(guild, id, { ...(await wish()), by: eve }))).toBe('own-order');
    (await refunds.refund(guild, id, await wish())).unwrap();
    expect((await ground.ledger.of(id)).map(({ amount }) => amount)).toEqual([1099, -400, -699]);
    expect(await ground.now(id)).toMatchObject({ payment: 'refunded', fulfilment: 'revoked' });
  });
});

test('an amount that goes back is one of the order’s own currency', () => {
  expect(readRefund('9,99', 'EUR')).toBe(999);
  expect(readRefund('$4', 'USD')).toBe(400);
  expect(() => readRefund('4 USD', 'EUR')).toThrow('refund-unclear');
  expect(() => readRefund('1e3', 'EUR')).toThrow('refund-unclear');
});

test('whatever can happen to an order has words in the record, in both languages', () => {
  const textOf = textsOf('shop');
  for (const locale of ['en-US', 'es-ES'] as const) {
    for (const event of Object.keys(ways)) {
      expect(textOf(locale)(`audit.${event}`, { target: 'X' })).toContain('X');
    }
  }
});
