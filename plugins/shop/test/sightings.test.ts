import { automatic, forgotten } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { dataDutiesOf } from '../data-duties.ts';
import type { Order } from '../entities/order.ts';
import { Picture } from '../entities/picture.ts';
import { Proof } from '../entities/proof.ts';
import { Rate } from '../entities/rate.ts';
import { Sighting } from '../entities/sighting.ts';
import { SourceKey } from '../entities/source-key.ts';
import type { SeenPayment } from '../payment-source.ts';
import { type Verdict, verdictOf } from '../payment-verdict.ts';
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

  test('what is reported again, also at once, is there once; what is settled stays settled', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    const coming = { settled: false };
    const answers = await Promise.all([1, 2, 3].map(() => report(ground, order, coming)));
    expect(answers.toSorted()).toEqual(['known', 'known', 'noted']);
    expect((await verdict(ground, order))?.doubts).toEqual(['unsettled']);
    expect(await report(ground, order, { id: 'other' })).toBe('noted');
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
    await report(ground, order, { amount: '0.00006908', transaction: transaction('b') });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: [] });
    await report(ground, order, { amount: '10.99', currency: 'USD', transaction: transaction('c') });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: ['other-currency'] });
    await report(ground, order, { amount: '1', transaction: transaction('d') });
    expect(await verdict(ground, order)).toMatchObject({ amount: 'over', difference: '100000000' });
    const unclear = { amount: '0.000000001', transaction: transaction('e') };
    expect(codeOf(await ground.reports.seen(guild, payment(ground, order, unclear)))).toBe('amount-unclear');
  });

  test('a payment that comes too late is for staff, who read that it is', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    ground.advance(minutes(61));
    await ground.review.expire(guild, order.id);
    await report(ground, order);
    expect(await ground.now(order.id)).toMatchObject({ payment: 'late', fulfilment: 'released' });
    expect((await verdict(ground, order))?.doubts).toEqual(['late']);
  });

  test('money for an order that was cancelled is shown to staff', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    (await ground.review.cancel(guild, order.id, { user: eve, staff: false })).unwrap();
    ground.jobs.clear();
    expect(await report(ground, order)).toBe('noted');
    expect([...ground.jobs.values()].map(({ name }) => name)).toContain('show-card');
    expect((await ground.now(order.id)).payment).toBe('cancelled');
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
    const [job] = [...ground.jobs.values()].filter(({ name }) => name === 'tell-unplaced');
    expect(job!.runAt).toEqual(new Date(ground.context.clock.now().getTime() + minutes(60)));
    const id = job!.payload.sighting as string;
    expect((await ground.sightings.unplaced(guild, id))?.units).toBe('16908');
    (await ground.review.submit(guild, order.id, eve, { text: transaction('a') })).unwrap();
    expect(await ground.sightings.unplaced(guild, id)).toBeUndefined();
    expect(await verdict(ground, order)).toMatchObject({ amount: 'exact', doubts: ['named-by-buyer'] });
  });

  test('a report and its buyer who come at the same moment find each other, at the latest before staff are told', async (ground) => {
    const order = (await ground.ask(await coinShop(ground))).unwrap();
    await report(ground, order, { reference: undefined });
    await ground.transaction(async (em) => {
      // As if neither had seen the other.
      const { key } = await em.findOneOrFail(Sighting, { guild });
      const proof = { id: 'p', guild, order: order.id, buyer: eve, text: null, picture: null };
      em.create(Proof, { ...proof, transaction: transaction('a'), transactionKey: key, at: order.createdAt });
    });
    const [{ id }] = (await ground.all(Sighting)) as [Sighting];
    expect(await ground.sightings.unplaced(guild, id)).toBeUndefined();
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
    expect(
      (await ground.all(Proof)).map(({ buyer, text, transaction }) => [buyer, text, transaction]),
    ).toEqual([[forgotten, null, null]]);
    for (const sign of ['a', 'b']) {
      const answer = await ground.review.submit(guild, other.id, bob, { text: transaction(sign) });
      expect(codeOf(answer)).toBe('transaction-used');
    }
    await ground.transaction((em) => duties.forgetUser(em, sam));
    expect((await ground.all(Rate)).map(({ by }) => by)).toEqual([forgotten]);
  });
});
