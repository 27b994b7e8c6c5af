import { expect, test } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { StockItem } from '../entities/stock-item.ts';
import { numbersWords, readNumbers } from '../stock/item-numbers.ts';
import { bob, guild, onEveryDatabase, otherGuild, sam, secret, tim } from './ground.ts';

onEveryDatabase((test) => {
  test('S2: what is for sale can be taken out, by number or by what it is; what somebody has cannot', async (ground) => {
    const { withdrawals, stock } = ground;
    const shop = await ground.stocked(5);
    await ground.submitted({ ...shop, quantity: 2 });
    const { product } = shop;
    const first = (await withdrawals.withdraw(guild, product, { numbers: [3, 1, 99, 3] }, sam)).unwrap();
    expect([first.moved, first.left]).toEqual([[3], 2]);
    const contents = [secret(5), secret(2), 'nowhere'];
    const second = (await withdrawals.withdraw(guild, product, { contents }, sam)).unwrap();
    expect([second.moved, second.left]).toEqual([[5], 2]);
    expect(await stock.counts(product)).toMatchObject({ available: 1, reserved: 2, withdrawn: 2 });
    expect(codeOf(await withdrawals.withdraw(guild, product, { numbers: [3, 1] }, sam))).toBe(
      'none-withdrawn',
    );
    expect(codeOf(await withdrawals.withdraw(otherGuild, product, { numbers: [4] }, sam))).toBe(
      'no-such-product',
    );
    expect(ground.audit.filter(({ action }) => action === 'withdraw')).toMatchObject([
      { actor: sam, from: [3], to: 1 },
      { actor: sam, from: [5], to: 1 },
    ]);
    expect(JSON.stringify(ground.audit)).not.toContain('CANARY');
  });

  test('S4: what is put back is sold in its old place; who waits for it hears of it', async (ground) => {
    const { withdrawals, waiters } = ground;
    const shop = await ground.stocked(2);
    const { product } = shop;
    (await withdrawals.withdraw(guild, product, { numbers: [1, 2] }, sam)).unwrap();
    expect(codeOf(await ground.ask(shop))).toBe('sold-out');
    (await waiters.toggle(guild, product, { user: bob, channel: '300000000000000001' })).unwrap();
    // It is known, although it is not for sale: it is not stored twice.
    expect((await ground.stock.import(guild, product, [secret(1)], sam)).unwrap().added).toBe(0);
    expect(codeOf(await withdrawals.putBack(guild, product, { numbers: [7] }, sam))).toBe('none-available');
    (await withdrawals.putBack(guild, product, { numbers: [2, 1] }, sam)).unwrap();
    expect(ground.jobs.get(`restock:${product}`)).toMatchObject({ runAt: undefined });
    const { id } = await ground.submitted(shop);
    (await ground.review.approve(guild, id, tim)).unwrap();
    expect((await ground.delivery.contents(id)).map(({ text }) => text)).toEqual([secret(1)]);
  });

  test('S1: an item that is taken out while many buy goes one way', async (ground) => {
    const shop = await ground.stocked(4);
    const [withdrawn, ...orders] = await Promise.all([
      ground.withdrawals.withdraw(guild, shop.product, { numbers: [1, 2] }, sam),
      ...[1, 2, 3, 4].map((index) => ground.ask({ ...shop, buyer: `50000000000000000${index}` })),
    ]);
    const out = withdrawn.match({ ok: ({ moved }) => moved.length, err: () => 0 });
    expect(orders.filter((order) => order.isOk())).toHaveLength(4 - out);
    const items = await ground.all(StockItem);
    expect(items.filter(({ state }) => state === 'withdrawn')).toHaveLength(out);
    expect(items.filter(({ state, order }) => state === 'withdrawn' && order)).toEqual([]);
  });

  test('the list has pages, and nothing of what the items are', async (ground) => {
    const { product } = await ground.stocked(17);
    const second = await ground.withdrawals.list(product, undefined, 1);
    expect(second.rows.map(({ number }) => number)).toEqual([16, 17]);
    expect(second.pages).toBe(2);
    (await ground.withdrawals.withdraw(guild, product, { numbers: [4] }, sam)).unwrap();
    const out = await ground.withdrawals.list(product, 'withdrawn', 0);
    expect(out.rows.map(({ number, state }) => [number, state])).toEqual([[4, 'withdrawn']]);
  });
});

test('numbers are read as people write them', () => {
  expect(readNumbers('3-5, #9;3 12–13')).toEqual([3, 4, 5, 9, 12, 13]);
  for (const typed of ['', 'all', '5-3', '1.5', '-2', '١']) {
    expect(() => readNumbers(typed)).toThrow('numbers-unclear');
  }
  expect(() => readNumbers('1-999999999')).toThrow('too-many-items');
  expect(numbersWords([3, 4, 5, 9, 12, 13])).toBe('3-5, 9, 12-13');
});
