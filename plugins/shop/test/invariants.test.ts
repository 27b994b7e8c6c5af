import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Happening } from '../entities/happening.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { StockItem } from '../entities/stock-item.ts';
import { bob, eve, guild, minutes, onEveryDatabase, sam, secret, tim } from './ground.ts';

const price = (amount: number) => [
  { amount, currency: 'USD' },
  { amount: amount - 1, currency: 'EUR' },
];

onEveryDatabase((test) => {
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
      const items = (await ground.all(StockItem)).filter((item) => item.order === id);
      expect(items.map(({ state }) => state)).toEqual(order.payment === 'captured' ? ['sold'] : []);
    }
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
});
