import { Overtaken } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Happening } from '../entities/happening.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import type { Order } from '../entities/order.ts';
import { StockItem } from '../entities/stock-item.ts';
import { type OrderEvent, type Standing, ways } from '../orders/order-states.ts';
import { bob, eve, guild, minutes, onEveryDatabase, sam, secret, tim } from './ground.ts';

const price = (amount: number) => [
  { amount, currency: 'USD' },
  { amount: amount - 1, currency: 'EUR' },
];

onEveryDatabase((test) => {
  test('S5 T3: submit, expire, cancel, approve and reject at one moment: the goods go one way', async (ground) => {
    const shop = await ground.stocked(12);
    const { review } = ground;
    const lines = async (id: string) => (await ground.all(LedgerEntry)).filter((line) => line.order === id);
    const items = async (id: string) =>
      (await ground.all(StockItem)).filter(({ order }) => order === id).map(({ state }) => state);
    const reserved = { submitted: ['reserved'], cancelled: [], expired: [], late: [] } as const;
    for (let round = 0; round < 4; round += 1) {
      const { id } = await ground.submitted(shop);
      const answers = await Promise.all([
        review.approve(guild, id, sam),
        review.approve(guild, id, tim),
        review.reject(guild, id, sam, 'no', { last: true }),
        review.reject(guild, id, tim, 'no', { last: true }),
      ]);
      expect(answers.filter((answer) => answer.isOk())).toHaveLength(1);
      const order = await ground.now(id);
      expect(await lines(id)).toHaveLength(order.payment === 'captured' ? 1 : 0);
      expect(await items(id)).toEqual(order.payment === 'captured' ? ['sold'] : []);

      const unpaid = (await ground.ask({ ...shop, buyer: bob })).unwrap();
      ground.advance(minutes(61));
      await Promise.all([
        review.submit(guild, unpaid.id, bob, { text: 'paid' }),
        review.cancel(guild, unpaid.id, { user: bob, staff: false }),
        review.expire(guild, unpaid.id),
      ]);
      const { payment, version } = await ground.now(unpaid.id);
      expect(await items(unpaid.id)).toEqual(reserved[payment as keyof typeof reserved]);
      const record = (await ground.all(Happening)).filter(({ order }) => order === unpaid.id);
      expect(record.map((line) => line.version).toSorted()).toEqual(
        Array.from({ length: version }, (_, at) => at + 1),
      );
      if (payment === 'submitted') {
        (await review.reject(guild, unpaid.id, sam, 'no', { last: true })).unwrap();
      }
    }
  });

  test('T3: whoever saw an order as it was before changes nothing, whatever they do', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    const order = await ground.now(id);
    for (const event of Object.keys(ways) as OrderEvent[]) {
      const [from, [to]] = Object.entries(ways[event])[0] as [Standing, [Standing]];
      const [payment, fulfilment] = from.split('/') as [Order['payment'], Order['fulfilment']];
      const seen = { ...order, payment, fulfilment, version: order.version - 1 };
      const work = ground.transaction((em) => ground.changes.enter(em, seen, to, {}, { event, actor: sam }));
      await expect(work, event).rejects.toThrow(Overtaken);
    }
    expect(await ground.now(id)).toEqual(order);
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

  test('M6: a use that was given back and used by another is not used twice when the payment comes late', async (ground) => {
    const shop = await ground.stocked(3);
    const { coupons, review } = ground;
    const { id: coupon } = (await coupons.add(guild, { code: 'less', percent: 50, uses: 1 }, sam)).unwrap();
    const late = (await ground.ask({ ...shop, coupon: 'less' })).unwrap();
    ground.advance(minutes(61));
    await review.expire(guild, late.id);
    (await review.submit(guild, late.id, eve, { text: 'late but paid' })).unwrap();
    const other = (await ground.ask({ ...shop, buyer: bob, coupon: 'less' })).unwrap();
    expect(codeOf(await review.approve(guild, late.id, sam))).toBe('coupon-gone');
    expect((await ground.now(late.id)).payment).toBe('late');
    (await review.cancel(guild, other.id, { user: bob, staff: false })).unwrap();
    (await review.approve(guild, late.id, sam)).unwrap();
    expect((await coupons.uses([coupon])).get(coupon)).toBe(1);
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

  test('T5: nobody decides anything over their own order', async (ground) => {
    const { delivery, review, refunds } = ground;
    const { id } = await ground.submitted({ ...(await ground.stocked(2)), buyer: sam });
    const answers = [
      await review.claim(guild, id, sam),
      await review.ask(guild, id, sam, 'more'),
      await review.reject(guild, id, sam, 'no'),
      await review.approve(guild, id, sam),
    ];
    expect(answers.map(codeOf)).toEqual(Array(4).fill('own-order'));
    expect(await ground.now(id)).toMatchObject({ payment: 'submitted', version: 2 });
    (await review.approve(guild, id, tim)).unwrap();
    await ground.sending.sent(await ground.now(id));
    expect(codeOf(await delivery.replace(guild, id, 1, sam, 'bad'))).toBe('own-order');
    expect((await delivery.goods(id)).map(({ state }) => state)).toEqual(['current']);
    const { version } = await ground.now(id);
    expect(codeOf(await refunds.refund(guild, id, { by: sam, reason: 'mine', version }))).toBe('own-order');
    expect(codeOf(await refunds.chargeBack(guild, id, { by: sam, reason: 'mine', version }))).toBe(
      'own-order',
    );
    (await delivery.replace(guild, id, 1, tim, 'bad')).unwrap();

    const byHand = await ground.submitted({ ...(await ground.stocked(0, { supply: 'hand' })), buyer: sam });
    (await review.approve(guild, byHand.id, tim)).unwrap();
    expect(codeOf(await delivery.fill(guild, byHand.id, 'all I like', sam))).toBe('own-order');
    (await delivery.fill(guild, byHand.id, 'what it is', tim)).unwrap();
  });

  test(
    'T5: where two must say yes, neither of them is the buyer',
    async (ground) => {
      const { id } = await ground.submitted({ ...(await ground.stocked(1)), buyer: sam });
      expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('own-order');
      (await ground.review.approve(guild, id, tim)).unwrap();
      expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('own-order');
      expect(await ground.now(id)).toMatchObject({ payment: 'reviewing', firstYes: tim });
    },
    { fourEyes: true },
  );

  test(
    'T5: where one person runs the shop, they may, and it is written down',
    async (ground) => {
      const { id } = await ground.submitted({ ...(await ground.stocked(2)), buyer: sam });
      (await ground.review.approve(guild, id, sam)).unwrap();
      expect(ground.audit.at(-1)).toMatchObject({ action: 'approve', actor: sam, reason: 'own order' });
      await ground.sending.sent(await ground.now(id));
      (await ground.delivery.replace(guild, id, 1, sam, 'bad')).unwrap();
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

  test('P2: a proof is the buyer’s; P3: who is blocked neither orders nor is approved', async (ground) => {
    const shop = await ground.stocked(3);
    const { id } = (await ground.ask(shop)).unwrap();
    expect(codeOf(await ground.review.submit(guild, id, bob, { text: 'paid it' }))).toBe('not-yours');
    expect(codeOf(await ground.review.submit(guild, id, eve, {}))).toBe('no-proof');
    (await ground.review.submit(guild, id, eve, { text: 'paid it' })).unwrap();
    (
      await ground.blocks.add({ guild, subject: eve, kind: 'user', reason: 'fraud', until: null }, sam)
    ).unwrap();
    expect(codeOf(await ground.ask(shop))).toBe('blocked-reason');
    expect(codeOf(await ground.review.approve(guild, id, tim))).toBe('buyer-blocked');
  });
});
