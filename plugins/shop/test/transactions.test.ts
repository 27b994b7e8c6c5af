import { setTimeout } from 'node:timers/promises';
import { attempt } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { NamedTransaction } from '../entities/named-transaction.ts';
import { bob, eve, type Ground, guild, minutes, onEveryDatabase, sam } from './ground.ts';

const [used, other] = ['1AB23456CD789012E', '9ZY87654XW321098V'];

/** A shop that is paid with PayPal. */
async function paypalShop(ground: Ground) {
  const { product } = await ground.stocked(6);
  const facts = { kind: 'paypal', name: 'PayPal', address: 'shop@example.com', instructions: '' };
  return { product, method: (await ground.methods.add(guild, facts, sam)).unwrap().id };
}

const rivals = async (ground: Ground, id: string) => ground.namedTransactions.rivals({ guild, id });

onEveryDatabase((test) => {
  test('P1: a transaction id proves one payment, however and wherever it is written', async (ground) => {
    const shop = await paypalShop(ground);
    const [one, two] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    const { review } = ground;
    (await review.submit(guild, one.id, eve, { text: used })).unwrap();
    for (const shown of [
      { text: used.toLowerCase() },
      { text: `${used} ${other}` },
      { text: other, sender: `id ${used}` },
      { text: '1AB2-3456-CD78-9012-E' },
      { sender: used },
    ]) {
      expect(codeOf(await review.submit(guild, two.id, bob, shown))).toBe('transaction-used');
    }
    expect((await ground.now(two.id)).payment).toBe('awaiting');
    // Nothing of what was refused counts for anybody.
    (await review.submit(guild, two.id, bob, { text: other })).unwrap();
    // Staff asked for more: the same one again is fine.
    (await review.ask(guild, one.id, sam, 'which bank?')).unwrap();
    (await review.submit(guild, one.id, eve, { text: used })).unwrap();
  });

  test('P1: who was refused with a transaction is kept once, and shown to staff at both orders', async (ground) => {
    const shop = await paypalShop(ground);
    const [one, two] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    (await ground.review.submit(guild, one.id, eve, { text: used })).unwrap();
    ground.jobs.clear();
    for (const text of [used, `${used} again`]) {
      await ground.review.submit(guild, two.id, bob, { text });
    }
    expect(await rivals(ground, one.id)).toEqual([{ order: two.id, holds: false }]);
    expect(await rivals(ground, two.id)).toEqual([{ order: one.id, holds: true }]);
    const cards = [...ground.jobs.values()].filter(({ name }) => name === 'show-card');
    expect(cards.map(({ payload }) => payload.order).toSorted()).toEqual([one.id, two.id].toSorted());
    expect(ground.audit.filter(({ action }) => action === 'transaction-refused')).toEqual([
      { guild, actor: bob, action: 'transaction-refused', target: two.id, to: one.id },
    ]);
    expect(await ground.all(NamedTransaction)).toHaveLength(2);
  });

  test('P1: who is refused with a transaction at one moment by two clicks reads why, and is kept once', async (ground) => {
    const shop = await paypalShop(ground);
    const [one, two] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    (await ground.review.submit(guild, one.id, eve, { text: used })).unwrap();
    const clicks = [1, 2, 3].map(() => ground.review.submit(guild, two.id, bob, { text: used }));
    expect((await Promise.all(clicks)).map(codeOf)).toEqual(Array(3).fill('transaction-used'));
    expect(await ground.all(NamedTransaction)).toHaveLength(2);
  });

  test('words are words: who paid before, or says what others said, is no fraud', async (ground) => {
    const shop = await paypalShop(ground);
    const bank = { ...shop, method: (await ground.addMethod()).id };
    for (const [wish, shown] of [
      [shop, { sender: 'JaneMiller' }],
      [shop, { sender: 'JaneMiller' }],
      [bank, { text: 'completed' }],
      [bank, { text: used }],
      [{ ...bank, buyer: bob }, { text: 'completed' }],
      [{ ...bank, buyer: bob }, { text: used }],
    ] as const) {
      const { id, buyer } = (await ground.ask(wish)).unwrap();
      (await ground.review.submit(guild, id, buyer, shown)).unwrap();
      (await ground.review.approve(guild, id, sam)).unwrap();
      expect(await rivals(ground, id)).toEqual([]);
    }
  });

  test('an id that is none is asked for again; who sent a coin does not find it', async (ground) => {
    const shop = await paypalShop(ground);
    const { id } = (await ground.ask(shop)).unwrap();
    const submit = (shown: object) => ground.review.submit(guild, id, eve, shown);
    expect(codeOf(await submit({ text: 'I paid' }))).toBe('no-transaction');
    expect(codeOf(await submit({}))).toBe('no-proof');
    expect(codeOf(await submit({ sender: 'x'.repeat(101) }))).toBe('proof-length');
    const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
    const facts = { kind: 'btc', name: 'Bitcoin', address, instructions: '' };
    const method = (await ground.methods.add(guild, facts, sam)).unwrap().id;
    (await ground.rates.set(guild, 'BTC', '65000 USD', sam)).unwrap();
    const coin = (await ground.ask({ ...shop, method })).unwrap();
    expect(codeOf(await ground.review.submit(guild, coin.id, eve, { sender: 'Eve' }))).toBe('no-proof');
    const two = `${'a'.repeat(64)} ${'b'.repeat(64)}`;
    (await ground.review.submit(guild, coin.id, eve, { text: two, sender: 'Eve' })).unwrap();
    expect((await ground.all(NamedTransaction)).map(({ transaction }) => transaction).toSorted()).toEqual([
      'a'.repeat(64),
      'b'.repeat(64),
    ]);
  });

  test('a transaction goes with its buyer to another order when the one it was for is over without money; not to others', async (ground) => {
    const shop = await paypalShop(ground);
    const first = (await ground.ask(shop)).unwrap();
    const { review } = ground;
    (await review.submit(guild, first.id, eve, { text: used })).unwrap();
    (await review.reject(guild, first.id, sam, 'sold out', { last: true })).unwrap();
    const theirs = (await ground.ask({ ...shop, buyer: bob })).unwrap();
    expect(codeOf(await review.submit(guild, theirs.id, bob, { text: used }))).toBe('transaction-used');
    const second = (await ground.ask(shop)).unwrap();
    const over = await ground.now(first.id);
    ground.advance(minutes(1));
    (await review.submit(guild, second.id, eve, { text: used })).unwrap();
    // Who looks at the first one sees that it changed, and why; it is over since the same time.
    expect(await ground.now(first.id)).toEqual({ ...over, version: over.version + 1 });
    expect(await ground.orders.happened(first.id, over.version + 1)).toMatchObject({
      action: 'lose-transaction',
      actor: eve,
      from: 'cancelled/released',
      to: 'cancelled/released',
      reason: second.id,
    });
    expect(await rivals(ground, second.id)).toEqual(
      expect.arrayContaining([{ order: first.id, holds: false }]),
    );
    (await review.approve(guild, second.id, sam)).unwrap();
    const third = (await ground.ask(shop)).unwrap();
    expect(codeOf(await review.submit(guild, third.id, eve, { text: used }))).toBe('transaction-used');
  });

  test('P1: who names a transaction in the moment after somebody looked at it, and before they wrote, is told', async (ground) => {
    const shop = await paypalShop(ground);
    const [one, two] = [
      (await ground.ask(shop)).unwrap(),
      (await ground.ask({ ...shop, buyer: bob })).unwrap(),
    ];
    const looked = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const second = attempt(ground.context.database, (em) =>
      ground.namedTransactions.take(
        whenWriting(em, async () => {
          looked.resolve();
          // SQLite has the other one wait until this one is done.
          await Promise.race([written.promise, setTimeout(500)]);
        }),
        two,
        [used],
      ),
    );
    await looked.promise;
    const first = ground.review.submit(guild, one.id, eve, { text: used }).finally(written.resolve);
    const answers = [codeOf(await first), codeOf(await second)];
    expect(answers.filter(Boolean)).toEqual(['transaction-used']);
    const named = await ground.all(NamedTransaction);
    expect(named.filter(({ heldKey }) => heldKey)).toHaveLength(1);
  });
});

/** Calls `before` each time something is about to be changed. */
const whenWriting = (em: EntityManager, before: () => Promise<void>): EntityManager =>
  new Proxy(em, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (name === 'nativeUpdate') {
        return async (...args: unknown[]) => {
          await before();
          return member.apply(target, args);
        };
      }
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
