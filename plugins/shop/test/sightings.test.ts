import { automatic, forgotten } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { NamedTransaction } from '../entities/named-transaction.ts';
import type { Order } from '../entities/order.ts';
import { Picture } from '../entities/picture.ts';
import { Proof } from '../entities/proof.ts';
import { Rate } from '../entities/rate.ts';
import { Sighting } from '../entities/sighting.ts';
import { SourceKey } from '../entities/source-key.ts';
import type { SeenPayment } from '../sources/payment-source.ts';
import { type Verdict, verdictOf } from '../sources/payment-verdict.ts';
import { bob, eve, type Ground, guild, minutes, onEveryDatabase, otherGuild, sam } from './ground.ts';

const transaction = (sign: string) => sign.repeat(64);

/** A shop where 10.99 dollars are 0.00016908 bitcoins. */
async function coinShop(ground: Ground) {
  const { product } = await ground.stocked(6);
  const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
  const facts = { kind: 'btc', name: 'Bitcoin', address, instructions: '' };
  const method = (await ground.methods.add(guild, facts, sam)).unwrap();
  (await ground.rates.set(guild, 'BTC', '65000 USD', sam)).unwrap();
  return { product, method: method.id };
}

/** A payment of all that is due, that names its order. */
const payment = (
  ground: Ground,
  { id }: Pick<Order, 'id'>,
  change: Partial<SeenPayment> = {},
): SeenPayment => ({
  source: 'test',
  id: `payment-of-${id}`,
  reference: id,
  transaction: transaction('a'),
  amount: '0.00016908',
  currency: 'BTC',
  settled: true,
  at: ground.context.clock.now(),
  ...change,
});

const report = async (ground: Ground, order: Pick<Order, 'id'>, change: Partial<SeenPayment> = {}) =>
  (await ground.reports.seen(guild, payment(ground, order, change))).unwrap();

async function verdict(ground: Ground, { id }: Order): Promise<Verdict | undefined> {
  const order = await ground.now(id);
  return verdictOf(order, await ground.sightings.of(order));
}

/** Does what the jobs of the rule are for. */
const decide = async (ground: Ground) => {
  for (const { name, payload } of [...ground.jobs.values()]) {
    if (name === 'decide-seen') {
      await ground.rule.decide(guild, payload.order as string);
    }
  }
};

onEveryDatabase((test) => {
  test('a payment that a source saw is for staff to look at; nothing is paid by it alone', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    expect(await report(ground, order)).toBe('noted');
    await decide(ground);
    expect(await ground.now(order.id)).toMatchObject({ payment: 'submitted', fulfilment: 'reserved' });
    expect(await verdict(ground, order)).toEqual({ amount: 'exact', difference: '0', doubts: [] });
    expect(ground.audit.filter(({ action }) => action === 'payment-seen')).toEqual([
      { guild, actor: automatic, action: 'payment-seen', target: order.id, to: '0.00016908 BTC' },
    ]);
  });

  test(
    'M3 M4: what is short by no more than the owner lets pass is paid; the ledger has what came, and no more goes back',
    async (ground) => {
      const shop = await coinShop(ground);
      // 16908 are due: 1.97 % and 2.01 % are missing.
      const [good, short] = [(await ground.ask(shop)).unwrap(), (await ground.ask(shop)).unwrap()];
      await report(ground, good, { amount: '0.00016575' });
      await report(ground, short, { amount: '0.00016568', transaction: transaction('b') });
      await decide(ground);
      expect(await ground.now(short.id)).toMatchObject({ payment: 'submitted', captured: 0 });
      const paid = await ground.now(good.id);
      // 1099 × 16575 / 16908 = 1077.4
      expect(paid).toMatchObject({ payment: 'captured', total: 1099, captured: 1078 });
      expect((await ground.ledger.of(good.id)).map(({ kind, amount }) => [kind, amount])).toEqual([
        ['capture', 1078],
      ]);
      expect(await verdict(ground, good)).toMatchObject({ difference: '333' });
      expect(ground.jobs.has(`idle:${(await ground.all(Sighting))[0]!.id}`)).toBe(false);
      const refund = (amount?: number) =>
        ground.refunds.refund(guild, good.id, { by: sam, reason: 'back', version: paid.version, amount });
      expect(codeOf(await refund(1079))).toBe('refund-amount');
      // Staff hear of the rest when it comes.
      await report(ground, good, { id: 'the rest', amount: '0.00000333', transaction: transaction('c') });
      const rest = (await ground.all(Sighting)).find(({ origin }) => origin === 'test:the rest')!;
      expect(ground.jobs.has(`idle:${rest.id}`)).toBe(true);
      expect((await refund()).unwrap()).toMatchObject({ payment: 'refunded', refunded: 1078 });
      // Staff say yes to what is shorter, too: they saw the rest elsewhere.
      expect(await ground.rule.came(guild, short.id)).toBeUndefined();
      (await ground.review.approve(guild, short.id, sam)).unwrap();
      expect((await ground.now(short.id)).captured).toBe(1099);
    },
    { approveSeen: true, shortBy: 2 },
  );

  test('what is reported again, also at once, is there once; what is settled stays settled', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    const coming = { settled: false };
    const answers = await Promise.all([1, 2, 3].map(() => report(ground, order, coming)));
    expect(answers.toSorted()).toEqual(['known', 'known', 'noted']);
    expect((await verdict(ground, order))?.doubts).toEqual(['unsettled']);
    expect(await report(ground, order)).toBe('noted');
    expect(await report(ground, order, coming)).toBe('known');
    expect(await report(ground, order, { amount: '5' })).toBe('known');
    expect((await ground.all(Sighting)).map(({ units, settled }) => [units, settled])).toEqual([
      ['16908', true],
    ]);
  });

  test('too little, too much, in parts, in another currency: staff read how much, and nothing is added up that is not the same', async (ground) => {
    const shop = await coinShop(ground);
    const order = (await ground.ask(shop)).unwrap();
    await report(ground, order, { amount: '0.0001' });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'under', difference: '6908' });
    await report(ground, order, { id: 'b', amount: '0.00006908', transaction: transaction('b') });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: [] });
    await report(ground, order, { id: 'c', amount: '10.99', currency: 'USD', transaction: transaction('c') });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: ['other-currency'] });
    await report(ground, order, { id: 'd', amount: '1', transaction: transaction('d') });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'over', difference: '100000000' });
    const unclear = { id: 'e', amount: '0.000000001', transaction: transaction('e') };
    expect(codeOf(await ground.reports.seen(guild, payment(ground, order, unclear)))).toBe('amount-unclear');
  });

  test('a payment that is reported once more with its transaction is the same one: half of the money stays half', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    const half = { id: 'a', amount: '0.00008454' };
    expect(await report(ground, order, { ...half, transaction: undefined })).toBe('noted');
    expect(await report(ground, order, half)).toBe('noted');
    expect(await report(ground, order, half)).toBe('known');
    expect(await verdict(ground, order)).toMatchObject({ amount: 'under', difference: '8454' });
    expect((await ground.all(Sighting)).map((one) => [one.transaction, one.units])).toEqual([
      [transaction('a'), '8454'],
    ]);
  });

  test('a payment that nobody could place finds its order when it is reported once more with the reference', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    expect(await report(ground, order, { reference: undefined })).toBe('unplaced');
    expect(await report(ground, order)).toBe('noted');
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: [] });
    expect(await ground.all(Sighting)).toHaveLength(1);
  });

  test('one transaction pays two orders: both payments are there, and neither is a doubt of the other', async (ground) => {
    const shop = await coinShop(ground);
    const orders = [(await ground.ask(shop)).unwrap(), (await ground.ask({ ...shop, buyer: bob })).unwrap()];
    for (const [index, order] of orders.entries()) {
      expect(await report(ground, order, { id: `part ${index}` })).toBe('noted');
    }
    for (const order of orders) {
      expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: [] });
    }
    // Who shows it as well is no fraud: the source says that it pays them.
    for (const { id, buyer } of orders) {
      (await ground.review.ask(guild, id, sam, 'which one?')).unwrap();
      (await ground.review.submit(guild, id, buyer, { text: transaction('a') })).unwrap();
      expect(await verdict(ground, await ground.now(id))).toMatchObject({ amount: 'exact', doubts: [] });
    }
  });

  test('an output of a transaction is one payment, whatever a source calls it', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    expect(await report(ground, order, { id: 'a', transaction: undefined })).toBe('noted');
    expect(await report(ground, order, { id: 'b', output: '0' })).toBe('noted');
    // Only now the source says that they were one.
    expect(await report(ground, order, { id: 'a', output: '0' })).toBe('known');
    expect(await report(ground, order, { id: 'c', output: '0' })).toBe('known');
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: [] });
    expect(await report(ground, order, { id: 'd', output: '1' })).toBe('noted');
    expect(await verdict(ground, order)).toMatchObject({ amount: 'over' });
  });

  test('a payment that comes too late is for staff, who read that it is', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    ground.advance(minutes(61));
    await ground.review.expire(guild, order.id);
    await report(ground, order);
    expect(await ground.now(order.id)).toMatchObject({ payment: 'late', fulfilment: 'released' });
    expect((await verdict(ground, order))?.doubts).toEqual(['late']);
  });

  test('money for an order that waits for none is told to staff, until they booked it', async (ground) => {
    const shop = await coinShop(ground);
    const [cancelled, twice, back] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    const { bookings, review, refunds } = ground;
    (await review.cancel(guild, cancelled.id, { user: eve, staff: false })).unwrap();
    for (const { id } of [twice, back]) {
      (await review.submit(guild, id, bob, { text: transaction(id === twice.id ? 'b' : 'c') })).unwrap();
      (await review.approve(guild, id, sam)).unwrap();
    }
    const { version } = await ground.now(back.id);
    (await refunds.refund(guild, back.id, { by: sam, reason: 'asked', version })).unwrap();
    ground.jobs.clear();
    const told = async () => {
      const jobs = [...ground.jobs.values()].filter(({ name }) => name === 'tell-idle');
      const idle = await Promise.all(
        jobs.map(({ payload }) => ground.sightings.idle(guild, payload.sighting as string)),
      );
      return idle.flatMap((one) => one?.order?.id ?? []);
    };
    // What staff approved and gave back by hand is reported late: that is no news.
    for (const [sign, order] of [['b', twice] as const, ['c', back] as const]) {
      await report(ground, order, { transaction: transaction(sign), id: sign });
    }
    expect(await told()).toEqual([]);
    for (const [sign, order] of [['d', cancelled] as const, ['e', twice] as const, ['f', back] as const]) {
      expect(await report(ground, order, { transaction: transaction(sign), id: sign })).toBe('noted');
    }
    expect((await told()).toSorted()).toEqual([cancelled.id, twice.id, back.id].toSorted());
    expect([...ground.jobs.values()].map(({ name }) => name)).toContain('show-card');
    for (const { id, total: amount } of [cancelled, twice, back]) {
      const { version } = await ground.now(id);
      (await bookings.book(guild, id, { by: sam, amount, reason: 'seen', version, more: true })).unwrap();
    }
    expect(await told()).toEqual([]);
  });

  test('an order is found by its id, by the end of it, and by the transaction that its buyer named', async (ground) => {
    const shop = await coinShop(ground);
    const [one, two, three] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
      (await ground.ask(shop)).unwrap(),
    ];
    await report(ground, one, { reference: one.id.toLowerCase() });
    await report(ground, two, { reference: two.id.slice(-6), transaction: transaction('b') });
    (await ground.review.submit(guild, three.id, eve, { text: transaction('c') })).unwrap();
    await report(ground, three, { reference: undefined, transaction: transaction('C') });
    const found = (await ground.all(Sighting)).map(({ order, named }) => [order, named]);
    expect(new Map(found as [string, boolean][])).toEqual(
      new Map([
        [one.id, true],
        [two.id, true],
        [three.id, false],
      ]),
    );
    // Another guild has no such order.
    const elsewhere = await ground.reports.seen(otherGuild, payment(ground, one, { id: 'x' }));
    expect(elsewhere.unwrap()).toBe('unplaced');
  });

  test('I1: a payment names its order by the short reference, with letters that look like its digits', async (ground) => {
    const shop = await coinShop(ground);
    const order = await (async () => {
      for (;;) {
        const one = (await ground.ask(shop)).unwrap();
        if (/[01]/.test(one.id.slice(-6))) {
          return one;
        }
        (await ground.review.cancel(guild, one.id, { user: eve, staff: false })).unwrap();
      }
    })();
    const typed = order.id.slice(-6).replaceAll('0', 'O').replaceAll('1', 'l');
    expect(await report(ground, order, { reference: typed })).toBe('noted');
    expect((await ground.all(Sighting)).map((one) => one.order)).toEqual([order.id]);
  });

  test('a transaction on Tron is the same one with 0x before it, and in capital letters', async (ground) => {
    const { product } = await ground.stocked(1);
    const address = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
    const facts = { kind: 'usdt-trc20', name: 'USDT', address, instructions: '' };
    const method = (await ground.methods.add(guild, facts, sam)).unwrap().id;
    (await ground.rates.set(guild, 'USDT', '1 USD', sam)).unwrap();
    const order = (await ground.ask({ product, method })).unwrap();
    (await ground.review.submit(guild, order.id, eve, { text: transaction('AB').slice(64) })).unwrap();
    const usdt = { amount: '10.99', currency: 'USDT', reference: undefined };
    expect(await report(ground, order, { ...usdt, transaction: `0x${transaction('ab').slice(64)}` })).toBe(
      'noted',
    );
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: ['named-by-buyer'] });
  });

  test('a payment that nobody can place waits for its buyer, and staff are told after a while', async (ground) => {
    const shop = await coinShop(ground);
    const order = (await ground.ask(shop)).unwrap();
    expect(await report(ground, order, { reference: undefined })).toBe('unplaced');
    const [job] = [...ground.jobs.values()].filter(({ name }) => name === 'tell-idle');
    expect(job!.runAt).toEqual(new Date(ground.context.clock.now().getTime() + minutes(60)));
    const id = job!.payload.sighting as string;
    expect((await ground.sightings.idle(guild, id))?.sighting.units).toBe('16908');
    (await ground.review.submit(guild, order.id, eve, { text: transaction('a') })).unwrap();
    expect(await ground.sightings.idle(guild, id)).toBeUndefined();
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: ['named-by-buyer'] });
  });

  test('a report and its buyer who come at the same moment find each other, at the latest before staff are told', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    await report(ground, order, { reference: undefined });
    await ground.transaction(async (em) => {
      // As if neither had seen the other.
      const { transactionKey } = await em.findOneOrFail(Sighting, { guild });
      const marks = { transaction: transaction('a'), key: transactionKey!, heldKey: transactionKey! };
      const { id, createdAt: at } = order;
      em.create(NamedTransaction, { id: 'n', guild, order: id, buyer: eve, ...marks, at });
    });
    const [{ id }] = (await ground.all(Sighting)) as [Sighting];
    expect(await ground.sightings.idle(guild, id)).toBeUndefined();
    expect((await ground.now(order.id)).payment).toBe('submitted');
  });

  test('P1: nobody pays with a transaction that names another order, not even before it is shown there', async (ground) => {
    const shop = await coinShop(ground);
    const [mine, theirs] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    await report(ground, mine);
    const answer = await ground.review.submit(guild, theirs.id, bob, { text: transaction('a') });
    expect(codeOf(answer)).toBe('transaction-used');
    // Who was faster than the source is found out.
    (await ground.review.submit(guild, theirs.id, bob, { text: transaction('f') })).unwrap();
    await report(ground, mine, { transaction: transaction('f'), id: 'second' });
    expect((await verdict(ground, theirs))?.doubts).toContain('other-order');
  });

  test(
    'the rule of the owner approves what is settled, in full, in time and names its order',
    async (ground) => {
      const shop = await coinShop(ground);
      const order = (await ground.ask(shop)).unwrap();
      await report(ground, order, { settled: false });
      await decide(ground);
      expect((await ground.now(order.id)).payment).toBe('submitted');
      await report(ground, order);
      await decide(ground);
      expect(await ground.now(order.id)).toMatchObject({
        payment: 'captured',
        captured: order.total,
        approvedBy: automatic,
      });
    },
    { approveSeen: true },
  );

  test(
    'the rule leaves to staff what is too little, too late, or named by the buyer alone, and what somebody looks at',
    async (ground) => {
      const shop = await coinShop(ground);
      const [little, own, taken] = [
        (await ground.ask(shop)).unwrap(),
        (await ground.ask(shop)).unwrap(),
        (await ground.ask(shop)).unwrap(),
      ];
      await report(ground, little, { amount: '0.00016907' });
      (await ground.review.submit(guild, own.id, eve, { text: transaction('b') })).unwrap();
      await report(ground, own, { reference: undefined, transaction: transaction('b') });
      await report(ground, taken, { transaction: transaction('c'), settled: false });
      (await ground.review.claim(guild, taken.id, sam)).unwrap();
      await report(ground, taken, { transaction: transaction('c') });
      await decide(ground);
      const standings = await Promise.all(
        [little, own, taken].map(async ({ id }) => (await ground.now(id)).payment),
      );
      expect(standings).toEqual(['submitted', 'submitted', 'reviewing']);
    },
    { approveSeen: true },
  );

  test(
    'where two must approve the rule does not',
    async (ground) => {
      const order = (await ground.ask(await coinShop(ground))).unwrap();
      await report(ground, order);
      await decide(ground);
      expect((await ground.now(order.id)).payment).toBe('submitted');
    },
    { approveSeen: true, fourEyes: true },
  );

  test('rates that a source tells count from when it told them; an older report changes nothing', async (ground) => {
    const told = (price: string, at: Date) =>
      ground.reports.rates(guild, [{ coin: 'BTC', currency: 'USD', price }], at);
    const now = ground.context.clock.now();
    expect((await told('65000', now)).unwrap()).toBe(1);
    expect((await told('65000', now)).unwrap()).toBe(0);
    expect((await told('1', new Date(now.getTime() - 1_000))).unwrap()).toBe(0);
    expect((await told('66000.5', new Date(now.getTime() + 1_000))).unwrap()).toBe(1);
    expect(codeOf(await told('nothing', new Date(now.getTime() + 2_000)))).toBe('rate-unclear');
    expect((await ground.all(Rate)).map(({ price, by }) => [price, by])).toEqual([['66000.5', automatic]]);
  });

  test('a key is kept sealed; a new one takes its place, and none is left when it is dropped', async (ground) => {
    const first = await ground.sourceKeys.make(guild, sam);
    const second = await ground.sourceKeys.make(guild, sam);
    expect(second).not.toBe(first);
    expect(await ground.sourceKeys.keyOf(guild)).toBe(second);
    expect(await ground.sourceKeys.keyOf(otherGuild)).toBeUndefined();
    expect(JSON.stringify([await ground.all(SourceKey), ground.audit])).not.toContain(second);
    (await ground.sourceKeys.drop(guild, sam)).unwrap();
    expect(codeOf(await ground.sourceKeys.drop(guild, sam))).toBe('no-source');
    expect(await ground.sourceKeys.keyOf(guild)).toBeUndefined();
  });

  test('who is forgotten leaves no proof and no picture, and still nobody pays with their transactions', async (ground) => {
    const shop = await coinShop(ground);
    const [one, two, other] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    const picture = { bytes: Buffer.from('picture'), hash: 'h'.repeat(43), look: '0'.repeat(16) };
    (await ground.review.submit(guild, one.id, eve, { text: transaction('a'), picture })).unwrap();
    (await ground.review.submit(guild, two.id, eve, { picture })).unwrap();
    await report(ground, two, { transaction: transaction('b') });

    const duties = dataDutiesOf(ground);
    const exported = await ground.transaction((em) => duties.exportUser(em, eve));
    expect(JSON.stringify(exported)).toContain(transaction('b'));
    await ground.transaction((em) => duties.forgetUser(em, eve));
    expect(await ground.all(Picture)).toEqual([]);
    expect(await ground.all(Proof)).toEqual([]);
    const named = await ground.all(NamedTransaction);
    expect(named.map(({ buyer, transaction }) => [buyer, transaction])).toEqual([[forgotten, null]]);
    for (const sign of ['a', 'b']) {
      const answer = await ground.review.submit(guild, other.id, bob, { text: transaction(sign) });
      expect(codeOf(answer)).toBe('transaction-used');
    }
    await ground.transaction((em) => duties.forgetUser(em, sam));
    expect((await ground.all(Rate)).map(({ by }) => by)).toEqual([forgotten]);
  });
});
