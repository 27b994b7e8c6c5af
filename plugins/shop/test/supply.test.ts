import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { Deliverable } from '../entities/deliverable.ts';
import { GoodsFile } from '../entities/goods-file.ts';
import { Waiter } from '../entities/waiter.ts';
import { bob, channel, eve, type Ground, guild, minutes, onEveryDatabase, sam, secret } from './ground.ts';

const guide = (text: string) => ({ name: 'guide.pdf', bytes: Buffer.from(text) });
const lowJobs = ({ jobs }: Ground) => [...jobs.values()].filter(({ name }) => name === 'tell-low-stock');

/** Approves what somebody buys. */
async function bought(ground: Ground, wish: { product: string; method: string }) {
  const { id } = await ground.submitted(wish);
  return (await ground.review.approve(guild, id, sam)).unwrap();
}

onEveryDatabase((test) => {
  test('who waits for a product hears once that it is back, the first who asked first', async (ground) => {
    const { waiters, stock } = ground;
    const { product, method } = await ground.stocked(1);
    expect(codeOf(await waiters.toggle(guild, product, { user: bob, channel }))).toBe('in-stock');
    (await ground.ask({ product, method })).unwrap();
    for (const user of [bob, eve]) {
      expect((await waiters.toggle(guild, product, { user, channel })).unwrap()).toBe(true);
      ground.advance(1);
    }
    expect(await waiters.due(guild, product)).toBeUndefined();
    const inAWhile = new Date(ground.context.clock.now().getTime() + 29_000);
    expect(ground.jobs.get(`restock:${product}`)?.runAt?.getTime()).toBeGreaterThan(inAWhile.getTime());

    (await stock.import(guild, product, [secret(2)], sam)).unwrap();
    expect(ground.jobs.get(`restock:${product}`)).toMatchObject({
      payload: { guild, product },
      runAt: undefined,
    });
    const due = await waiters.due(guild, product);
    expect(due?.waiters.map(({ user }) => user)).toEqual([bob, eve]);
    await waiters.told(due!.waiters[0]!);
    expect((await waiters.due(guild, product))?.waiters.map(({ user }) => user)).toEqual([eve]);
  });

  test('what somebody did not pay for is back for those who wait, too', async (ground) => {
    const { product, method } = await ground.stocked(1);
    const { id } = (await ground.ask({ product, method })).unwrap();
    (await ground.waiters.toggle(guild, product, { user: bob, channel })).unwrap();
    ground.advance(minutes(61));
    await ground.review.expire(guild, id);
    expect(ground.jobs.get(`restock:${product}`)).toMatchObject({ runAt: undefined });
    expect((await ground.waiters.due(guild, product))?.waiters).toHaveLength(1);
  });

  test('who waits hears of it, too, when the product was hidden or taken out while its items came, or needs none any more', async (ground) => {
    const { products, stock, waiters } = ground;
    const due = async (product: string) => {
      const woken = ground.jobs.delete(`restock:${product}`);
      return woken && (await waiters.due(guild, product))?.waiters.map(({ user }) => user);
    };
    const waited = async () => {
      const { product } = await ground.stocked(0);
      (await waiters.toggle(guild, product, { user: bob, channel })).unwrap();
      // The second look has been.
      ground.jobs.delete(`restock:${product}`);
      return product;
    };
    const hidden = await waited();
    (await products.edit(guild, hidden, { visible: false }, sam)).unwrap();
    (await stock.import(guild, hidden, [secret(1)], sam)).unwrap();
    expect(await due(hidden)).toBeUndefined();
    (await products.edit(guild, hidden, { visible: true }, sam)).unwrap();
    expect(await due(hidden)).toEqual([bob]);

    const removed = await waited();
    (await products.remove(guild, removed, sam)).unwrap();
    (await stock.import(guild, removed, [secret(1)], sam)).unwrap();
    expect(await due(removed)).toBeUndefined();
    (await products.restore(guild, removed, sam)).unwrap();
    expect(await due(removed)).toEqual([bob]);

    const byHand = await waited();
    (await products.edit(guild, byHand, { supply: 'hand' }, sam)).unwrap();
    expect(await due(byHand)).toEqual([bob]);
  });

  test('asking again takes it back', async (ground) => {
    const { product } = await ground.stocked(0);
    const who = { user: bob, channel };
    expect((await ground.waiters.toggle(guild, product, who)).unwrap()).toBe(true);
    expect((await ground.waiters.toggle(guild, product, who)).unwrap()).toBe(false);
    expect(await ground.all(Waiter)).toEqual([]);
  });

  test(
    'staff hear once that little is left, and again after items came',
    async (ground) => {
      const { product, method } = await ground.stocked(4);
      const buy = async () => (await ground.ask({ product, method })).unwrap();
      await buy();
      expect(lowJobs(ground)).toHaveLength(0);
      await buy();
      expect(lowJobs(ground)).toMatchObject([{ payload: { guild, product } }]);
      ground.jobs.clear();
      await buy();
      expect(lowJobs(ground)).toHaveLength(0);
      (await ground.stock.import(guild, product, [secret(5)], sam)).unwrap();
      await buy();
      expect(lowJobs(ground)).toHaveLength(1);
    },
    { lowStock: 2, openOrders: 10 },
  );

  test(
    'staff hear that little is left when a replacement takes it, too',
    async (ground) => {
      const shop = await ground.stocked(4);
      const { id } = await bought(ground, shop);
      expect(lowJobs(ground)).toHaveLength(0);
      await ground.sending.sent(await ground.now(id));
      (await ground.delivery.replace(guild, id, 1, sam, 'bad')).unwrap();
      expect(lowJobs(ground)).toHaveLength(1);
    },
    { lowStock: 2 },
  );

  test('every buyer gets the file that was there when they paid', async (ground) => {
    const { products, delivery } = ground;
    const { id: product } = await ground.addProduct({ supply: 'file', kind: 'file', file: guide('first') });
    const method = (await ground.addMethod()).id;
    const first = await bought(ground, { product, method });
    expect(first.fulfilment).toBe('allocated');
    (await products.edit(guild, product, { file: guide('second') }, sam)).unwrap();
    const second = await bought(ground, { product, method });
    const files = async (order: string) =>
      (await delivery.contents(order)).map(({ file }) => String(file?.bytes));
    expect(await files(first.id)).toEqual(['first']);
    expect(await files(second.id)).toEqual(['second']);
    // What nobody bought is not kept.
    (await products.edit(guild, product, { file: guide('third') }, sam)).unwrap();
    (await products.edit(guild, product, { file: guide('fourth') }, sam)).unwrap();
    expect(await ground.all(GoodsFile)).toHaveLength(3);
    const kept = JSON.stringify(await ground.all(GoodsFile));
    expect(kept).not.toContain(Buffer.from('first').toString('base64'));
  });

  test('a product of files needs one; what is said about it later leaves it', async (ground) => {
    const { products } = ground;
    const { id } = await ground.addProduct();
    expect(codeOf(await products.edit(guild, id, { supply: 'file' }, sam))).toBe('no-file');
    (await products.edit(guild, id, { supply: 'file', file: guide('one') }, sam)).unwrap();
    const named = (await products.edit(guild, id, { name: 'Guide' }, sam)).unwrap();
    expect(named.file).not.toBeNull();
    (await products.edit(guild, id, { supply: 'hand' }, sam)).unwrap();
    expect(await ground.all(GoodsFile)).toEqual([]);
  });

  test('customers see a product of items from its first item on, also when it is sold out later', async (ground) => {
    const { product } = await ground.stocked(0, { category: 'Keys' });
    const seen = async () => [
      (await ground.products.list(guild, { shown: true }, 0)).total,
      await ground.products.categories(guild, { shown: true }),
    ];
    expect(await seen()).toEqual([0, []]);
    expect((await ground.products.list(guild, {}, 0)).total).toBe(1);
    (await ground.stock.import(guild, product, [secret(1)], sam)).unwrap();
    expect(await seen()).toEqual([1, ['Keys']]);
    (await ground.ask({ product, method: (await ground.addMethod()).id })).unwrap();
    expect(await seen()).toEqual([1, ['Keys']]);
    await ground.addProduct({ supply: 'hand' });
    expect((await ground.products.list(guild, { shown: true }, 0)).total).toBe(2);
  });

  test('D1: staff are told of what they are to write, and reminded of it until it is done', async (ground) => {
    const { id: product } = await ground.addProduct({ supply: 'hand' });
    const { id } = await bought(ground, { product, method: (await ground.addMethod()).id });
    expect(ground.jobs.get(`prepare:${id}`)).toMatchObject({
      name: 'tell-to-prepare',
      payload: { guild, order: id },
    });
    const waiting = async () => (await ground.preparation.waiting()).get(guild)?.map((order) => order.id);
    expect(await waiting()).toBeUndefined();
    ground.advance(minutes(24 * 60));
    expect(await waiting()).toEqual([id]);
    (await ground.delivery.fill(guild, id, 'here', sam)).unwrap();
    expect(await waiting()).toBeUndefined();
  });

  test('what staff have not written yet is refunded or charged back, and no longer asked for', async (ground) => {
    const { id: product } = await ground.addProduct({ supply: 'hand' });
    const method = (await ground.addMethod()).id;
    for (const way of ['refund', 'chargeBack'] as const) {
      const { id, version } = await bought(ground, { product, method });
      (await ground.refunds[way](guild, id, { by: sam, reason: 'late', version })).unwrap();
      expect((await ground.now(id)).fulfilment).toBe('revoked');
      expect((await ground.delivery.fill(guild, id, 'here', sam)).isErr()).toBe(true);
    }
    ground.advance(minutes(24 * 60));
    expect((await ground.preparation.waiting()).size).toBe(0);
  });

  test('a text with a mistake, a text or a file for everybody: staff send another text, and the old one stays in the order', async (ground) => {
    const { delivery, sending } = ground;
    const method = (await ground.addMethod()).id;
    for (const [supply, first] of [
      ['hand', 'a mistkae'],
      ['text', 'for everybody'],
      ['file', 'guide.pdf'],
    ] as const) {
      const { id: product } = await ground.addProduct({ supply, text: first, file: guide('all of it') });
      const { id } = await bought(ground, { product, method });
      if (supply === 'hand') {
        (await delivery.fill(guild, id, first, sam)).unwrap();
      }
      await sending.sent(await ground.now(id));
      expect(codeOf(await delivery.replace(guild, id, 1, sam, 'wrong', { text: ' ' }))).toBe(
        'nothing-written',
      );
      const order = (await delivery.replace(guild, id, 1, sam, 'wrong', { text: 'a mistake' })).unwrap();
      expect(order.fulfilment).toBe('allocated');
      expect((await delivery.contents(id)).map(({ text, state }) => [text, state])).toEqual([
        [first, 'replaced'],
        ['a mistake', 'current'],
      ]);
      await sending.sent(await ground.now(id));
      expect(codeOf(await delivery.replace(guild, id, 1, sam, 'wrong', { text: 'again' }))).toBe(
        'no-such-item',
      );
    }
  });

  test('staff send another file to one buyer: theirs alone, with a text or without, until they are forgotten', async (ground) => {
    const { delivery, sending } = ground;
    const method = (await ground.addMethod()).id;
    const { id: product } = await ground.addProduct({ supply: 'file', file: guide('for all') });
    const { id } = await bought(ground, { product, method });
    const other = await bought(ground, { product, method });
    await sending.sent(await ground.now(id));
    expect(codeOf(await delivery.replace(guild, id, 1, sam, 'wrong'))).toBe('nothing-written');
    (await delivery.replace(guild, id, 1, sam, 'wrong', { file: guide('for you') })).unwrap();
    await sending.sent(await ground.now(id));
    const both = { text: 'read this first', file: guide('for you, once more') };
    (await delivery.replace(guild, id, 2, sam, 'wrong', both)).unwrap();
    const contents = async (order: string) =>
      (await delivery.contents(order)).map(({ number, state, text, file }) => [
        number,
        state,
        file ? String(file.bytes) : text,
      ]);
    expect(await contents(id)).toEqual([
      [1, 'replaced', 'for all'],
      [2, 'replaced', 'for you'],
      [3, 'current', 'read this first'],
      [4, 'current', 'for you, once more'],
    ]);
    expect(await contents(other.id)).toEqual([[1, 'current', 'for all']]);
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
    // What the product gives stays.
    expect(await ground.all(GoodsFile)).toHaveLength(1);
    expect((await ground.products.find(guild, product))!.file).toBe((await ground.all(GoodsFile))[0]!.id);
  });

  test('D1: what every buyer gets was taken off meanwhile: staff write it by hand', async (ground) => {
    const { id: product } = await ground.addProduct({ supply: 'text', text: secret(1) });
    const method = (await ground.addMethod()).id;
    const { id } = await ground.submitted({ product, method });
    (await ground.products.edit(guild, product, { supply: 'hand' }, sam)).unwrap();
    expect((await ground.review.approve(guild, id, sam)).unwrap().fulfilment).toBe('manual');
    expect((await ground.delivery.fill(guild, id, 'here', sam)).unwrap().fulfilment).toBe('allocated');
    expect(await ground.all(Deliverable)).toHaveLength(1);
  });
});
