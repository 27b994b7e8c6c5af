import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import type { CouponChange } from '../coupons/coupons.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { Happening } from '../entities/happening.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { Order } from '../entities/order.ts';
import { StockItem } from '../entities/stock-item.ts';
import { bob, eve, guild, minutes, onEveryDatabase, sam, secret, tim } from './ground.ts';

const free = { prices: [{ amount: 0, currency: 'USD' }] };

onEveryDatabase((test) => {
  test('T1 T4: what costs nothing is its buyer’s at once: nobody pays, nobody says yes, no money is written', async (ground) => {
    const { product } = await ground.stocked(1, free);
    const order = (await ground.ask({ product, method: '' })).unwrap();
    expect(order).toMatchObject({ payment: 'captured', fulfilment: 'allocated', captured: 0, slotKey: null });
    expect(await ground.now(order.id)).toMatchObject({
      approvedBy: null,
      method: '',
      methodName: '',
      units: null,
    });
    const record = (await ground.all(Happening)).map(({ version, action, actor, to }) => [
      version,
      action,
      actor,
      to,
    ]);
    expect(record).toEqual([
      [1, 'order', eve, 'awaiting/reserved'],
      [2, 'take-free', eve, 'captured/allocated'],
    ]);
    expect(await ground.all(LedgerEntry)).toEqual([]);
    expect((await ground.all(StockItem)).map(({ state }) => state)).toEqual(['sold']);
    expect((await ground.delivery.contents(order.id)).map(({ text }) => text)).toEqual([secret(1)]);
    // One job delivers it, none ends it, staff have nothing to look at.
    expect(ground.jobs.get(`deliver:${order.id}`)).toMatchObject({ payload: { guild, order: order.id } });
    expect(ground.jobs.get(`expire:${order.id}`)).toBeUndefined();
    expect(ground.jobs.get(`show-card:${order.id}`)).toBeUndefined();
    await ground.sending.sent(await ground.now(order.id));
    expect((await ground.now(order.id)).fulfilment).toBe('delivered');
  });

  test('M6: a coupon that leaves nothing to pay is used once, for one person, also by many at once', async (ground) => {
    const { product, method } = await ground.stocked(5);
    const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
    const facts = { kind: 'btc', name: 'Bitcoin', address, instructions: '' };
    // Nobody said what it costs: nothing of it is to be paid.
    const coin = (await ground.methods.add(guild, facts, sam)).unwrap().id;
    const coupon = { code: 'gift', percent: 100, uses: 2, perBuyer: 1 };
    (await ground.coupons.add(guild, coupon, sam)).unwrap();
    const buyers = [eve, eve, bob, tim];
    const answers = await Promise.all(
      buyers.map((buyer) => ground.ask({ product, method: coin, buyer, coupon: 'gift' })),
    );
    const given = answers.filter((answer) => answer.isOk()).map((answer) => answer.unwrap());
    expect(given.map(({ total, discount, payment }) => [total, discount, payment])).toEqual(
      Array(2).fill([0, 1099, 'captured']),
    );
    const refused = answers.map(codeOf).filter(Boolean);
    expect(refused).toHaveLength(2);
    expect(refused).toContain('coupon-used-up');
    expect((await ground.all(StockItem)).filter(({ state }) => state === 'sold')).toHaveLength(2);
    // What is left of a price is paid as ever.
    const rest = (await ground.ask({ product, method, buyer: sam })).unwrap();
    expect(rest.payment).toBe('awaiting');
    expect(codeOf(await ground.ask({ product, method: '', buyer: sam }))).toBe('not-free');
  });

  test('M6: what is free in one of its currencies, or with a coupon, needs no way to pay', async (ground) => {
    const prices = [
      { amount: 1099, currency: 'USD' },
      { amount: 0, currency: 'EUR' },
    ];
    const product = await ground.addProduct({ supply: 'text', text: 'here', prices });
    const ask = (currency: string, coupon?: string) =>
      ground.ask({ product: product.id, method: '', currency, coupon });
    expect((await ask('EUR')).unwrap()).toMatchObject({ total: 0, currency: 'EUR', payment: 'captured' });
    expect(codeOf(await ask('USD'))).toBe('not-free');
    const usd = { amount: 1099, currency: 'USD' };
    (await ground.coupons.add(guild, { code: 'gift', amount: usd, uses: 1 }, sam)).unwrap();
    expect((await ask('USD', 'gift')).unwrap()).toMatchObject({ total: 0, payment: 'captured' });
    expect(codeOf(await ask('USD', 'gift'))).toBe('coupon-used-up');
  });

  test('a coupon covers all of a product when it takes off as much as it costs, for this product, while it lasts', async (ground) => {
    const [product, other] = [await ground.addProduct(), await ground.addProduct()];
    const { coupons } = ground;
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    const covers = async (change: CouponChange) => {
      const code = `C${(added += 1)}`;
      (await coupons.add(guild, { code, ...change }, sam)).unwrap();
      const answer = await coupons.coverAll(product);
      (await coupons.remove(guild, code, sam)).unwrap();
      return answer;
    };
    let added = 0;
    expect(await coupons.coverAll(product)).toBe(false);
    expect(await covers({ percent: 100 })).toBe(true);
    expect(await covers({ percent: 99 })).toBe(false);
    expect(await covers({ amount: usd(1099) })).toBe(true);
    expect(await covers({ amount: usd(1098) })).toBe(false);
    expect(await covers({ amount: { amount: 1099, currency: 'GBP' } })).toBe(false);
    expect(await covers({ percent: 100, product: product.id })).toBe(true);
    expect(await covers({ percent: 100, product: other.id })).toBe(false);
    const endsAt = new Date(ground.context.clock.now().getTime() + minutes(1));
    (await coupons.add(guild, { code: 'soon', percent: 100, endsAt }, sam)).unwrap();
    expect(await coupons.coverAll(product)).toBe(true);
    ground.advance(minutes(1));
    expect(await coupons.coverAll(product)).toBe(false);
  });

  test('P3: how many one person can have holds for what costs nothing, and so does a block', async (ground) => {
    const { product } = await ground.stocked(3, { ...free, perBuyer: 1 });
    const take = (buyer: string) => ground.ask({ product, method: '', buyer });
    const answers = await Promise.all([take(eve), take(eve), take(eve)]);
    expect(answers.map(codeOf).filter(Boolean)).toEqual(Array(2).fill('limit-reached'));
    (await ground.blocks.add({ guild, subject: bob, kind: 'user', reason: null, until: null }, sam)).unwrap();
    expect(codeOf(await take(bob))).toBe('blocked');
    expect((await ground.all(StockItem)).filter(({ state }) => state === 'available')).toHaveLength(2);
    // Whoever took it has not shown that they pay.
    const paid = await ground.submitted(await ground.stocked(1));
    expect(await ground.orders.countsOf(paid)).toEqual({ paid: 0, failed: 0 });
  });

  test(
    'P3: nobody has staff write more for nothing than they may have open, also of clicks at once, and once forgotten',
    async (ground) => {
      const byHand = { ...free, supply: 'hand' } as const;
      const products = [await ground.addProduct(byHand), await ground.addProduct(byHand)];
      const take = (index: number, buyer: string = eve) =>
        ground.ask({ product: products[index % 2]!.id, method: '', buyer });
      const answers = await Promise.all([0, 1, 2, 3, 4].map((index) => take(index)));
      expect(answers.map(codeOf).filter(Boolean)).toEqual(Array(3).fill('too-many-orders'));
      expect(await ground.all(Order)).toHaveLength(2);
      // What staff wrote counts no more; what somebody pays for, and what is there at once, is had meanwhile.
      const { id } = answers.find((answer) => answer.isOk())!.unwrap();
      (await ground.delivery.fill(guild, id, 'here', sam)).unwrap();
      expect((await take(0)).isOk()).toBe(true);
      expect(codeOf(await take(1))).toBe('too-many-orders');
      expect((await ground.ask({ ...(await ground.stocked(1, free)), method: '' })).isOk()).toBe(true);
      expect((await ground.ask(await ground.stocked(1))).isOk()).toBe(true);
      expect((await take(0, bob)).isOk()).toBe(true);
      await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
      expect(codeOf(await take(0))).toBe('too-many-orders');
    },
    { openOrders: 2 },
  );

  test('T2: one click that is asked again is one order of what costs nothing', async (ground) => {
    const { product } = await ground.stocked(2, free);
    const click = { product, method: '', key: 'one-click' };
    const ids = (await Promise.all([ground.ask(click), ground.ask(click)])).map(
      (answer) => answer.unwrap().id,
    );
    expect(new Set(ids).size).toBe(1);
    expect((await ground.all(StockItem)).filter(({ state }) => state === 'sold')).toHaveLength(1);
  });

  test('D1: what costs nothing and is made by hand waits for staff; D7: what was given is taken back', async (ground) => {
    const { id: product } = await ground.addProduct({ ...free, supply: 'hand' });
    const { id } = (await ground.ask({ product, method: '' })).unwrap();
    expect((await ground.now(id)).fulfilment).toBe('manual');
    expect(ground.jobs.get(`prepare:${id}`)).toMatchObject({ name: 'tell-to-prepare' });
    expect(ground.jobs.get(`show-card:${id}`)).toBeDefined();
    const filled = (await ground.delivery.fill(guild, id, 'here', sam)).unwrap();
    // Money is booked for it by mistake: without it, it is as it was.
    const mistake = { by: sam, reason: 'a mistake', version: filled.version };
    const booked = (await ground.bookings.book(guild, id, { ...mistake, amount: 5, more: true })).unwrap();
    const today = await ground.sales.of({ guild, period: 'today', timeZone: 'UTC' });
    expect(today).toMatchObject({ whole: { captured: 5, orders: 0 }, free: 1 });
    const { version, ...left } = (
      await ground.bookings.takeBack(guild, id, { ...mistake, version: booked.version })
    ).unwrap();
    expect(left).toMatchObject({ payment: 'captured', fulfilment: 'allocated', captured: 0 });
    expect((await ground.all(LedgerEntry)).map(({ kind }) => kind).toSorted()).toEqual(['more', 'unmore']);
    const wish = { by: sam, reason: 'a mistake', version };
    expect(codeOf(await ground.refunds.chargeBack(guild, id, wish))).toBe('cost-nothing');
    expect((await ground.refunds.refund(guild, id, wish)).unwrap()).toMatchObject({
      payment: 'refunded',
      fulfilment: 'revoked',
      refunded: 0,
    });
    expect(await ground.all(LedgerEntry)).toHaveLength(2);
  });
});
