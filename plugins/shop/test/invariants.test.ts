import fc from 'fast-check';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { CouponUse } from '../entities/coupon-use.ts';
import { Deliverable } from '../entities/deliverable.ts';
import { Happening } from '../entities/happening.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { Order } from '../entities/order.ts';
import { Product } from '../entities/product.ts';
import { StockItem } from '../entities/stock-item.ts';
import { isPaid, type OrderEvent, type Standing, standingOf, waysFrom } from '../order-states.ts';
import { bob, eve, type Ground, guild, minutes, onEveryDatabase, sam, secret, tim } from './ground.ts';

/** What people, timers and staff can do, in any order, again and again. */
const acts = [
  'order',
  'order-many',
  'coupon',
  'submit',
  'claim',
  'approve',
  'reject',
  'ask',
  'cancel',
  'clock',
  'expire',
  'deliver',
  'postpone',
  'block',
  'reveal',
  'resend',
  'replace',
  'part-refund',
  'refund',
  'charge-back',
  'import',
  'withdraw',
  'edit',
] as const;
type Act = (typeof acts)[number];

interface World {
  readonly ground: Ground;
  readonly product: string;
  readonly method: string;
  imported: number;
  transactions: number;
}

/** One thing that happens, to one of the orders that there are. What is refused is fine; what breaks is not. */
async function happen(world: World, act: Act, which: number): Promise<void> {
  const { ground, product, method } = world;
  const { review, refunds, delivery, sending, stock, products } = ground;
  const orders = (await ground.all(Order)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const order = orders[which % Math.max(1, orders.length)];
  const buyer = which % 2 ? eve : bob;
  switch (act) {
    case 'order':
      return void (await ground.ask({ product, method, buyer }));
    case 'order-many':
      return void (await ground.ask({ product, method, buyer, quantity: 2, currency: 'EUR' }));
    case 'coupon':
      return void (await ground.ask({ product, method, buyer, coupon: 'less' }));
    case 'clock':
      return ground.advance(minutes(which % 3 === 0 ? 61 : 7));
    case 'import':
      world.imported += 1;
      // One that is there already, and a new one.
      return void (await stock.import(guild, product, [secret(1), secret(100 + world.imported)], sam));
    case 'withdraw':
      return void (await stock.withdraw(guild, product, 1 + (which % 9), sam));
    case 'edit':
      return void (await products.edit(guild, product, { prices: price(500 + which) }, sam));
  }
  if (!order) {
    return;
  }
  const { id, version } = order;
  const reason = 'because';
  switch (act) {
    case 'submit':
      world.transactions += 1;
      return void (await review.submit(guild, id, order.buyer, {
        text: `transaction-${world.transactions}`,
      }));
    case 'claim':
      return void (await review.claim(guild, id, which % 2 ? sam : tim));
    case 'approve':
      return void (await review.approve(guild, id, which % 3 ? sam : tim));
    case 'reject':
      return void (await review.reject(guild, id, sam, reason));
    case 'ask':
      return void (await review.ask(guild, id, sam, reason));
    case 'cancel':
      return void (await review.cancel(guild, id, { user: order.buyer, staff: false }));
    case 'expire':
      return void (await review.expire(guild, id));
    case 'deliver':
      return sending.sent(order);
    case 'postpone':
      return sending.failed(order, reason);
    case 'block':
      return sending.blocked(order, 'closed');
    case 'reveal':
      return void (await delivery.reveal(guild, id, order.buyer));
    case 'resend':
      return void (await delivery.resend(guild, id, sam));
    case 'replace':
      return void (await delivery.replace(guild, id, 1, sam, reason));
    case 'part-refund':
      return void (await refunds.refund(guild, id, { by: sam, reason, version, amount: 1 + (which % 400) }));
    case 'refund':
      return void (await refunds.refund(guild, id, { by: sam, reason, version }));
    case 'charge-back':
      return void (await refunds.chargeBack(guild, id, { by: sam, reason, version }));
  }
}

const price = (amount: number) => [
  { amount, currency: 'USD' },
  { amount: amount - 1, currency: 'EUR' },
];

const groups = <T>(list: readonly T[], key: (one: T) => string) => Map.groupBy(list, key);

/** What must be true whatever happened. */
async function check({ ground, product }: World): Promise<void> {
  const [orders, items, lines, deliverables, uses, happenings] = await Promise.all([
    ground.all(Order),
    ground.all(StockItem),
    ground.all(LedgerEntry),
    ground.all(Deliverable),
    ground.all(CouponUse),
    ground.all(Happening),
  ]);
  const byId = new Map(orders.map((order) => [order.id, order]));

  // S1, D2: an item belongs to one order, and is delivered with that one.
  for (const one of deliverables) {
    const item = items.find(({ id }) => id === one.item)!;
    expect(item.order).toBe(one.order);
    expect(['sold', 'burnt']).toContain(item.state);
  }
  expect(new Set(deliverables.map(({ item }) => item)).size).toBe(deliverables.length);

  // S2: every item is somewhere, and what was ever brought is still known.
  const { imported } = (await ground.all(Product)).find(({ id }) => id === product)!;
  expect(items).toHaveLength(imported);
  // S6: nothing is stored twice.
  expect(new Set(items.map(({ fingerprint }) => fingerprint)).size).toBe(items.length);

  // S5: an order keeps as many items as it has, for as long as it may.
  const kept = groups(items, ({ order }) => order ?? '');
  for (const order of orders) {
    const own = kept.get(order.id) ?? [];
    const count = (state: string) => own.filter((item) => item.state === state).length;
    expect(count('reserved')).toBe(order.fulfilment === 'reserved' ? order.quantity : 0);
    // T6: what came to nothing brings nothing; what is paid brings all of it.
    const current = deliverables.filter((one) => one.order === order.id && one.state === 'current');
    expect(current).toHaveLength(isPaid(order.payment) ? order.quantity : 0);
    expect(count('sold')).toBe(isPaid(order.payment) ? order.quantity : 0);
  }
  expect(items.filter(({ state, order }) => state === 'available' && order !== null)).toEqual([]);

  for (const order of orders) {
    const { total, price, quantity, discount, captured, refunded, payment, currency } = order;
    // M1
    expect(price * quantity - discount).toBe(total);
    expect(total).toBeGreaterThanOrEqual(0);
    // M3, M4, M5
    const own = lines.filter((line) => line.order === order.id);
    expect(own.reduce((sum, { amount }) => sum + amount, 0)).toBe(captured - refunded);
    expect(refunded).toBeLessThanOrEqual(captured);
    expect(own.every((line) => line.currency === currency)).toBe(true);
    expect(own.filter(({ kind }) => kind === 'capture').length).toBeLessThanOrEqual(1);
    expect(captured).toBe(isPaid(payment) || ['refunded', 'charged-back'].includes(payment) ? total : 0);
  }

  // M6: a coupon is used by no more orders than it says; what came to nothing gave it back.
  const used = uses.filter(({ releasedAt }) => releasedAt === null);
  expect(used.length).toBeLessThanOrEqual(2);
  for (const { order } of used) {
    expect(['cancelled', 'expired', 'late']).not.toContain(byId.get(order)!.payment);
  }

  // T1, T4: each change is written once, by its one actor, and each is one of those there are.
  for (const [id, own] of groups(happenings, ({ order }) => order)) {
    const order = byId.get(id)!;
    const sorted = own.toSorted((a, b) => a.version - b.version);
    expect(sorted.map(({ version }) => version)).toEqual(sorted.map((_, index) => index + 1));
    expect(sorted.at(-1)!.version).toBe(order.version);
    expect(sorted.at(-1)!.to).toBe(standingOf(order));
    for (const [index, { action, from, to, actor }] of sorted.entries()) {
      expect(from).toBe(index === 0 ? null : sorted[index - 1]!.to);
      if (index > 0) {
        expect(waysFrom(action as OrderEvent, from as Standing)).toContain(to);
      }
      // T5
      expect(action === 'approve' && actor === order.buyer).toBe(false);
    }
    // T3: an order is approved once, and ends once.
    expect(sorted.filter(({ action }) => action === 'approve').length).toBeLessThanOrEqual(1);
  }
}

onEveryDatabase((test) => {
  test('S1 S2 S5 S6 M1 M3 M4 M5 M6 T1 T3 T4 T6 D2: hold whatever people do, in whatever order', async (ground) => {
    const world: World = { ground, ...(await ground.stocked(6)), imported: 0, transactions: 0 };
    (await ground.coupons.add(guild, { code: 'less', percent: 33, uses: 2 }, sam)).unwrap();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...acts), fc.nat({ max: 40 })), { minLength: 5, maxLength: 25 }),
        async (steps) => {
          for (const [act, which] of steps) {
            await happen(world, act, which);
          }
          await check(world);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('S5 T3: submit, expire, cancel, approve and reject at one moment: the goods go one way', async (ground) => {
    const shop = await ground.stocked(8);
    for (let round = 0; round < 4; round += 1) {
      const { id } = await ground.submitted(shop);
      const { review } = ground;
      const answers = await Promise.all([
        review.approve(guild, id, sam),
        review.approve(guild, id, tim),
        review.reject(guild, id, sam, 'no', true),
        review.reject(guild, id, tim, 'no', true),
      ]);
      expect(answers.filter((answer) => answer.isOk())).toHaveLength(1);
      const order = await ground.now(id);
      const lines = (await ground.all(LedgerEntry)).filter((line) => line.order === id);
      expect(lines).toHaveLength(order.payment === 'captured' ? 1 : 0);
    }
    await check({ ground, ...shop, imported: 0, transactions: 0 });
  });

  test('S4: items leave in the order in which they came, also after one came back', async (ground) => {
    const shop = await ground.stocked(4);
    const { review, delivery } = ground;
    const first = (await ground.ask(shop)).unwrap();
    const second = await ground.submitted({ ...shop, buyer: bob });
    (await review.cancel(guild, first.id, { user: eve, staff: false })).unwrap();
    const third = await ground.submitted(shop);
    for (const { id } of [third, second]) {
      (await review.approve(guild, id, sam)).unwrap();
    }
    const texts = async (id: string) => (await delivery.contents(id)).map(({ text }) => text);
    expect(await texts(second.id)).toEqual([secret(2)]);
    expect(await texts(third.id)).toEqual([secret(1)]);
    await ground.sending.sent(await ground.now(third.id));
    (await delivery.replace(guild, third.id, 1, sam, 'bad')).unwrap();
    expect(await texts(third.id)).toEqual([secret(1), secret(3)]);
  });

  test('M2: an order stays as it was when the product changes', async (ground) => {
    const shop = await ground.stocked(2);
    const before = (await ground.ask({ ...shop, quantity: 2 })).unwrap();
    const change = { name: 'Other', prices: price(9), description: 'else' };
    (await ground.products.edit(guild, shop.product, change, sam)).unwrap();
    (await ground.methods.remove(guild, shop.method, sam)).unwrap();
    const after = await ground.now(before.id);
    expect(after).toMatchObject({ productName: before.productName, total: 2198, price: 1099 });
    expect(after.instructions).toBe('Send it to the bank.');
  });

  test('M6: of many who use a coupon at once no more get it than it says; who does not pay gives it back once', async (ground) => {
    const shop = await ground.stocked(9);
    (await ground.coupons.add(guild, { code: 'less', percent: 50, uses: 2, perBuyer: 1 }, sam)).unwrap();
    const people = [eve, bob, sam, tim, '500000000000000009'];
    const answers = await Promise.all(people.map((buyer) => ground.ask({ ...shop, buyer, coupon: 'LESS ' })));
    expect(answers.map(codeOf).filter(Boolean)).toEqual(Array(3).fill('coupon-used-up'));
    const { id, buyer, total, discount } = answers.find((answer) => answer.isOk())!.unwrap();
    expect([total, discount]).toEqual([550, 549]);
    expect(codeOf(await ground.ask({ ...shop, buyer, coupon: 'less' }))).toBe('coupon-used-up');
    (await ground.review.cancel(guild, id, { user: buyer, staff: false })).unwrap();
    ground.advance(minutes(61));
    await ground.review.expire(guild, id);
    const late = people.find((_, index) => answers[index]!.isErr())!;
    expect((await ground.ask({ ...shop, buyer: late, coupon: 'less' })).isOk()).toBe(true);
    expect(codeOf(await ground.ask({ ...shop, buyer, coupon: 'less' }))).toBe('coupon-used-up');
  });

  test('T2: what is clicked twice, or by two, happens once, and the other is told by whom', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    const answers = await Promise.all([sam, tim, sam, tim].map((by) => ground.review.approve(guild, id, by)));
    const winner = answers.find((answer) => answer.isOk())!.unwrap().approvedBy;
    const told = answers.map((answer) => answer.err().unwrapOr(undefined)).filter((refusal) => refusal);
    expect(told.map((refusal) => refusal!.code)).toEqual(Array(3).fill('already-approved'));
    expect(told.every((refusal) => refusal!.values.user === winner)).toBe(true);
    const { version } = await ground.now(id);
    const wish = { by: sam, reason: 'twice', version, amount: 5 };
    const refunds = await Promise.all([1, 2].map(() => ground.refunds.refund(guild, id, wish)));
    expect(refunds.map(codeOf).sort()).toEqual(['changed-meanwhile', undefined]);
  });

  test('T5: nobody approves, rejects or refunds their own order', async (ground) => {
    const { id } = await ground.submitted({ ...(await ground.stocked(1)), buyer: sam });
    const { review, refunds } = ground;
    expect(codeOf(await review.approve(guild, id, sam))).toBe('own-order');
    expect(codeOf(await review.reject(guild, id, sam, 'no'))).toBe('own-order');
    (await review.approve(guild, id, tim)).unwrap();
    const { version } = await ground.now(id);
    expect(codeOf(await refunds.refund(guild, id, { by: sam, reason: 'mine', version }))).toBe('own-order');
  });

  test(
    'T5: where one person runs the shop, they may, and it is written down',
    async (ground) => {
      const { id } = await ground.submitted({ ...(await ground.stocked(1)), buyer: sam });
      (await ground.review.approve(guild, id, sam)).unwrap();
      expect(ground.audit.at(-1)).toMatchObject({ action: 'approve', actor: sam, reason: 'own order' });
    },
    { ownOrders: true },
  );

  test(
    'two people must say yes, where the guild says so',
    async (ground) => {
      const { id } = await ground.submitted(await ground.stocked(1));
      const { review } = ground;
      expect((await review.approve(guild, id, sam)).unwrap().payment).toBe('reviewing');
      expect(codeOf(await review.approve(guild, id, sam))).toBe('second-needed');
      expect(await ground.all(LedgerEntry)).toEqual([]);
      expect((await review.approve(guild, id, tim)).unwrap().payment).toBe('captured');
    },
    { fourEyes: true },
  );

  test('T7: a clock that goes back neither ends an order twice nor brings it back', async (ground) => {
    const { id } = (await ground.ask(await ground.stocked(1))).unwrap();
    expect(await ground.review.expire(guild, id)).toEqual((await ground.now(id)).expiresAt);
    ground.advance(minutes(61));
    expect(await ground.review.expire(guild, id)).toBeUndefined();
    ground.advance(-minutes(120));
    expect(await ground.review.expire(guild, id)).toBeUndefined();
    expect((await ground.now(id)).payment).toBe('expired');
    expect((await ground.all(Happening)).filter(({ action }) => action === 'expire')).toHaveLength(1);
  });

  test('a payment that comes too late is for staff: approved with the next item, or with none left refused', async (ground) => {
    const shop = await ground.stocked(1);
    const { review } = ground;
    const late = (await ground.ask(shop)).unwrap();
    ground.advance(minutes(61));
    await review.expire(guild, late.id);
    const other = (await ground.ask({ ...shop, buyer: bob })).unwrap();
    expect((await review.submit(guild, late.id, eve, { text: 'late but paid' })).unwrap().payment).toBe(
      'late',
    );
    expect(codeOf(await review.approve(guild, late.id, sam))).toBe('sold-out');
    (await review.cancel(guild, other.id, { user: bob, staff: false })).unwrap();
    expect((await review.approve(guild, late.id, sam)).unwrap().fulfilment).toBe('allocated');
    expect((await ground.delivery.contents(late.id)).map(({ text }) => text)).toEqual([secret(1)]);
  });

  test('D4: only the buyer reads what was bought, and only once it is paid', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    const { delivery, review } = ground;
    expect(codeOf(await delivery.reveal(guild, id, eve))).toBe('already-submitted');
    (await review.approve(guild, id, sam)).unwrap();
    expect(codeOf(await delivery.reveal(guild, id, sam))).toBe('not-yours');
    const { contents } = (await delivery.reveal(guild, id, eve)).unwrap();
    expect(contents.map(({ text }) => text)).toEqual([secret(1)]);
    expect((await ground.now(id)).fulfilment).toBe('delivered');
  });

  test('D7: what was delivered is never sold again, although the money went back', async (ground) => {
    const shop = await ground.stocked(1);
    const { id } = await ground.submitted(shop);
    (await ground.review.approve(guild, id, sam)).unwrap();
    const { version } = await ground.now(id);
    (await ground.refunds.chargeBack(guild, id, { by: sam, reason: 'bank', version })).unwrap();
    expect((await ground.all(StockItem)).map(({ state }) => state)).toEqual(['burnt']);
    expect(codeOf(await ground.ask({ ...shop, buyer: bob }))).toBe('sold-out');
    expect(codeOf(await ground.delivery.reveal(guild, id, eve))).toBe('already-refunded');
  });

  test('P1: a transaction id proves one payment, however it is written', async (ground) => {
    const shop = await ground.stocked(3);
    const [one, two] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    (await ground.review.submit(guild, one.id, eve, { text: '0xABCDEF0123' })).unwrap();
    expect(codeOf(await ground.review.submit(guild, two.id, bob, { text: '0xabcdef0123 ' }))).toBe(
      'transaction-used',
    );
    // Staff asked for more: the same one again is fine.
    (await ground.review.ask(guild, one.id, sam, 'which bank?')).unwrap();
    (await ground.review.submit(guild, one.id, eve, { text: '0xABCDEF0123' })).unwrap();
  });

  test('P2: a proof is the buyer’s; P3: who is blocked neither orders nor is approved', async (ground) => {
    const shop = await ground.stocked(3);
    const { id } = (await ground.ask(shop)).unwrap();
    expect(codeOf(await ground.review.submit(guild, id, bob, { text: 'paid it' }))).toBe('not-yours');
    expect(codeOf(await ground.review.submit(guild, id, eve, {}))).toBe('no-proof');
    (await ground.review.submit(guild, id, eve, { text: 'paid it' })).unwrap();
    (
      await ground.blocks.add({ guild, subject: eve, kind: 'user', reason: 'fraud', until: null }, sam)
    ).unwrap();
    expect(codeOf(await ground.ask(shop))).toBe('blocked');
    expect(codeOf(await ground.review.approve(guild, id, tim))).toBe('buyer-blocked');
  });

  test('S7: what is sold is sealed in the database, and in no audit line and no job', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(2));
    (await ground.review.approve(guild, id, sam)).unwrap();
    (await ground.delivery.reveal(guild, id, eve)).unwrap();
    const { product } = await ground.now(id);
    (await ground.products.edit(guild, product, { supply: 'text', text: secret(9) }, sam)).unwrap();
    const rows = await Promise.all(
      [Order, StockItem, Deliverable, Happening, Product].map((one) => ground.all(one as typeof Order)),
    );
    const all = JSON.stringify([rows, ground.audit, [...ground.jobs.values()]]);
    expect(all).toContain(id);
    expect(all).not.toContain('CANARY');
  });
});
