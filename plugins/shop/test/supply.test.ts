import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
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
    expect(ground.jobs.has(`restock:${product}`)).toBe(false);

    (await stock.import(guild, product, [secret(2)], sam)).unwrap();
    expect(ground.jobs.get(`restock:${product}`)).toMatchObject({ payload: { guild, product } });
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
    expect(ground.jobs.has(`restock:${product}`)).toBe(true);
    expect((await ground.waiters.due(guild, product))?.waiters).toHaveLength(1);
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
