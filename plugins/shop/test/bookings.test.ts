import { expect, test as plainTest } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { type OrderEvent, type Standing, ways, waysFrom } from '../orders/order-states.ts';
import { bob, eve, type Ground, guild, minutes, onEveryDatabase, sam, secret, tim } from './ground.ts';

const events = Object.keys(ways) as OrderEvent[];
const next = (from: Standing) => events.flatMap((event) => waysFrom(event, from));

/** All standings that can come of one. */
function reached(from: Standing): Set<Standing> {
  const found = new Set<Standing>([from]);
  for (const standing of found) {
    for (const to of next(standing)) {
      found.add(to);
    }
  }
  return found;
}

plainTest('wherever an order stands for which somebody may have paid, the money can be given back', () => {
  for (const standing of reached('awaiting/reserved')) {
    expect(reached(standing), standing).toContain('refunded/revoked');
  }
});

/** An order whose buyer says too late that they paid, with nothing left to sell. */
async function soldOut(ground: Ground) {
  const shop = await ground.stocked(1);
  const { id } = (await ground.ask(shop)).unwrap();
  ground.advance(minutes(61));
  await ground.review.expire(guild, id);
  await ground.submitted({ ...shop, buyer: bob });
  (await ground.review.submit(guild, id, eve, { text: 'late but paid' })).unwrap();
  expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('sold-out');
  return { id, shop };
}

const booking = async (ground: Ground, id: string, change: object = {}) => {
  const { total: amount, version } = await ground.now(id);
  return { by: sam, amount, reason: 'in the bank', version, ...change };
};

const book = async (ground: Ground, id: string, change: object = {}) =>
  ground.bookings.book(guild, id, await booking(ground, id, change));

onEveryDatabase((test) => {
  test('M3: what staff booked in full is not called short in the record, whatever a source saw of it', async (ground) => {
    const { id, shop } = await soldOut(ground);
    (await book(ground, id)).unwrap();
    (await ground.stock.import(guild, shop.product, ['one more'], sam)).unwrap();
    const yes = { came: 1080 };
    expect((await ground.review.approve(guild, id, sam, yes)).unwrap()).toMatchObject({ captured: 1099 });
    const approved = ground.audit.filter(({ action, target }) => action === 'approve' && target === id);
    expect(approved).toHaveLength(1);
    expect(approved[0]!.reason).toBeUndefined();
  });

  test('money for an order that cannot be delivered stands in the ledger, and goes back', async (ground) => {
    const { id } = await soldOut(ground);
    (await book(ground, id)).unwrap();
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'released',
      captured: 1099,
    });
    const told = [...ground.jobs.values()].filter(({ name }) => name === 'tell-buyer');
    const { version } = await ground.now(id);
    expect(told.map(({ payload }) => payload)).toContainEqual({ guild, order: id, version });
    expect(codeOf(await ground.delivery.reveal(guild, id, eve))).toBe('already-booked');
    expect(codeOf(await ground.delivery.resend(guild, id, sam))).toBe('already-booked');
    expect(codeOf(await ground.review.reject(guild, id, sam, 'no'))).toBe('already-booked');
    ground.advance(1_000);
    (await ground.refunds.refund(guild, id, { by: sam, reason: 'sold out', version })).unwrap();
    expect((await ground.ledger.of(id)).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['capture', 1099],
      ['refund', -1099],
    ]);
    expect(await ground.now(id)).toMatchObject({
      payment: 'refunded',
      fulfilment: 'revoked',
      refunded: 1099,
    });
  });

  test('what was booked is approved once it can be delivered: the money is there once', async (ground) => {
    const { id, shop } = await soldOut(ground);
    (await book(ground, id)).unwrap();
    expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('sold-out');
    (await ground.stock.import(guild, shop.product, [secret(7)], sam)).unwrap();
    (await ground.review.approve(guild, id, sam)).unwrap();
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'allocated',
      captured: 1099,
    });
    expect((await ground.ledger.of(id)).map(({ amount }) => amount)).toEqual([1099]);
    expect((await ground.delivery.contents(id)).map(({ text }) => text)).toEqual([secret(7)]);
    expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('already-approved');
  });

  test('a payment of somebody who may not buy is booked: the item is for others', async (ground) => {
    const shop = await ground.stocked(1);
    const { id } = await ground.submitted(shop);
    await ground.blocks.add({ guild, subject: eve, kind: 'user', reason: null, until: null }, sam);
    expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('buyer-blocked');
    (await book(ground, id)).unwrap();
    expect((await ground.stock.counts(shop.product)).available).toBe(1);
    expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('buyer-blocked');
  });

  test('money that comes once more for what was paid, or was given back, is booked and goes back', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    (await ground.review.approve(guild, id, sam)).unwrap();
    expect(codeOf(await book(ground, id, { amount: 400 }))).toBe('paid-in-full');
    (await book(ground, id, { amount: 400, more: true })).unwrap();
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'allocated',
      captured: 1499,
    });
    const giveBack = async (amount?: number) => {
      const { version } = await ground.now(id);
      return (await ground.refunds.refund(guild, id, { by: sam, reason: 'back', amount, version })).unwrap();
    };
    await giveBack(400);
    await giveBack();
    (await book(ground, id, { amount: 7 })).unwrap();
    expect(await ground.now(id)).toMatchObject({ payment: 'part-refunded', fulfilment: 'revoked' });
    expect(codeOf(await ground.delivery.reveal(guild, id, eve))).toBe('already-refunded');
    await giveBack();
    expect((await ground.ledger.of(id)).reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  });

  test('what was booked by mistake is taken back: the numbers are as before, and nobody is told of money', async (ground) => {
    const numbers = async () => {
      const sales = await ground.sales.of({ guild, period: 'all', timeZone: 'America/New_York' });
      const { captured, returned, orders } = sales.whole;
      return { captured, returned, orders, paid: sales.conversion.paid };
    };
    const takeBack = async (id: string, change: object = {}) => {
      ground.advance(1_000);
      const { version } = await ground.now(id);
      return ground.bookings.takeBack(guild, id, { by: sam, reason: 'wrong order', version, ...change });
    };
    const { id } = await ground.submitted(await ground.stocked(1));
    expect(codeOf(await takeBack(id))).toBe('nothing-booked');
    (await ground.review.approve(guild, id, sam)).unwrap();
    const before = await numbers();
    expect(before).toMatchObject({ captured: 1099, returned: 0, orders: 1, paid: 1 });
    expect(codeOf(await takeBack(id))).toBe('nothing-booked');
    ground.advance(1_000);
    (await book(ground, id, { amount: 1099, more: true })).unwrap();
    expect(await numbers()).toEqual({ ...before, captured: 2198 });
    const told = () => [...ground.jobs.values()].filter(({ name }) => name === 'tell-buyer').length;
    const toldBefore = told();
    expect(codeOf(await takeBack(id, { reason: ' ' }))).toBe('reason-length');
    expect(codeOf(await takeBack(id, { by: eve }))).toBe('own-order');
    expect(codeOf(await takeBack(id, { version: 1 }))).toBe('changed-meanwhile');
    (await takeBack(id)).unwrap();
    expect(told()).toBe(toldBefore);
    expect(await numbers()).toEqual(before);
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'allocated',
      captured: 1099,
      refunded: 0,
    });
    expect(codeOf(await takeBack(id))).toBe('nothing-booked');
  });

  test('T7: the newest booking is taken back, also when the clock went back before it', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    (await ground.review.approve(guild, id, sam)).unwrap();
    ground.advance(-minutes(30));
    (await book(ground, id, { amount: 250, more: true })).unwrap();
    const { version } = await ground.now(id);
    (await ground.bookings.takeBack(guild, id, { by: sam, reason: 'wrong order', version })).unwrap();
    expect((await ground.ledger.of(id)).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['capture', 1099],
      ['more', 250],
      ['unmore', -250],
    ]);
  });

  test('an order whose only booking is taken back is decided by staff anew; what went back since stays', async (ground) => {
    const takeBack = async (id: string) => {
      ground.advance(1_000);
      const { version } = await ground.now(id);
      return ground.bookings.takeBack(guild, id, { by: sam, reason: 'wrong order', version });
    };
    const { id } = await ground.submitted(await ground.stocked(1));
    (await book(ground, id, { amount: 500 })).unwrap();
    ground.advance(1_000);
    (await book(ground, id, { amount: 599 })).unwrap();
    (await takeBack(id)).unwrap();
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'released',
      captured: 500,
    });
    (await takeBack(id)).unwrap();
    expect(await ground.now(id)).toMatchObject({ payment: 'late', fulfilment: 'released', captured: 0 });
    ground.advance(1_000);
    (await ground.review.approve(guild, id, sam)).unwrap();
    ground.advance(1_000);
    const refund = { by: sam, reason: 'broken', version: (await ground.now(id)).version };
    (await ground.refunds.chargeBack(guild, id, refund)).unwrap();
    ground.advance(1_000);
    (await book(ground, id, { amount: 7 })).unwrap();
    (await takeBack(id)).unwrap();
    expect(await ground.now(id)).toMatchObject({ payment: 'charged-back', fulfilment: 'revoked' });
    expect(codeOf(await takeBack(id))).toBe('nothing-booked');
    const { orders } = (await ground.sales.of({ guild, period: 'all', timeZone: 'America/New_York' })).whole;
    expect(orders).toBe(1);
  });

  test('T2 T5: what is booked twice is booked once, nobody books their own, and no amount of nothing', async (ground) => {
    const { id } = await ground.submitted({ ...(await ground.stocked(1)), buyer: sam });
    (await ground.review.claim(guild, id, tim)).unwrap();
    expect(codeOf(await book(ground, id))).toBe('own-order');
    expect(codeOf(await book(ground, id, { by: bob }))).toBe('claimed');
    expect(codeOf(await book(ground, id, { by: tim, amount: 0 }))).toBe('book-amount');
    expect(codeOf(await book(ground, id, { by: tim, reason: ' ' }))).toBe('reason-length');
    const same = await booking(ground, id, { by: tim });
    const answers = await Promise.all([1, 2].map(() => ground.bookings.book(guild, id, same)));
    expect(answers.map(codeOf).toSorted()).toEqual(['changed-meanwhile', undefined]);
    const { id: unpaid } = (await ground.ask(await ground.stocked(1))).unwrap();
    expect(codeOf(await book(ground, unpaid))).toBe('not-submitted');
  });

  test('who paid late and bought it again meanwhile is over the limit: staff say yes to that, and it is written down', async (ground) => {
    const shop = await ground.stocked(3, { perBuyer: 1 });
    const { review } = ground;
    const late = (await ground.ask(shop)).unwrap();
    ground.advance(minutes(61));
    await review.expire(guild, late.id);
    (await review.approve(guild, (await ground.submitted(shop)).id, sam)).unwrap();
    (await review.submit(guild, late.id, eve, { text: 'late but paid' })).unwrap();
    expect(codeOf(await review.approve(guild, late.id, sam))).toBe('over-limit');
    expect((await ground.now(late.id)).payment).toBe('late');
    (await review.approve(guild, late.id, sam, { anyway: true })).unwrap();
    expect(ground.audit.at(-1)).toMatchObject({ action: 'approve', reason: 'over the limit' });
  });

  test('who paid late for a role that they bought meanwhile is over the limit, too; nothing is marked where nothing is over', async (ground) => {
    const role = { supply: 'none', role: '400000000000000001', roleMinutes: null } as const;
    const shop = await ground.stocked(0, role);
    const { review } = ground;
    const late = (await ground.ask(shop)).unwrap();
    ground.advance(minutes(61));
    await review.expire(guild, late.id);
    const second = await ground.submitted(shop);
    (await review.submit(guild, late.id, eve, { text: 'late but paid' })).unwrap();
    expect(codeOf(await ground.ask(shop))).toBe('role-already');
    (await review.approve(guild, second.id, sam, { anyway: true })).unwrap();
    expect(ground.audit.at(-1)?.reason ?? null).toBeNull();
    expect(codeOf(await review.approve(guild, late.id, sam))).toBe('over-limit');
  });

  test('T2: who looked at one proof decides nothing over the next', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    const { review } = ground;
    const { submissions: seen } = await ground.now(id);
    // Who takes it meanwhile changes nothing of the proof.
    (await review.claim(guild, id, sam)).unwrap();
    (await review.reject(guild, id, sam, 'not found', { seen })).unwrap();
    (await review.submit(guild, id, eve, { text: 'another one' })).unwrap();
    const answers = [
      await review.reject(guild, id, tim, 'not found', { seen }),
      await review.ask(guild, id, tim, 'which?', { seen }),
      await review.approve(guild, id, tim, { seen }),
    ];
    expect(answers.map(codeOf)).toEqual(Array(3).fill('changed-meanwhile'));
    expect(await ground.now(id)).toMatchObject({ payment: 'submitted', rejections: 1 });
    (await review.approve(guild, id, tim, { seen: seen + 1 })).unwrap();
  });

  test(
    'what was booked needs two who say yes where the guild wants two',
    async (ground) => {
      const { id } = await ground.submitted(await ground.stocked(1));
      (await book(ground, id)).unwrap();
      expect((await ground.review.approve(guild, id, sam)).unwrap().fulfilment).toBe('released');
      expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('second-needed');
      expect((await ground.review.approve(guild, id, tim)).unwrap().fulfilment).toBe('allocated');
    },
    { fourEyes: true },
  );
});
