import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Order } from '../entities/order.ts';
import { StockItem } from '../entities/stock-item.ts';
import { bob, eve, onEveryDatabase, person } from './ground.ts';

onEveryDatabase((test) => {
  test('who wants several of what is there but once pays once: only items are counted', async (ground) => {
    const method = (await ground.addMethod()).id;
    for (const supply of ['text', 'hand'] as const) {
      const { id: product } = await ground.addProduct({ supply, text: 'the same for all' });
      expect(codeOf(await ground.ask({ product, method, quantity: 3 }))).toBe('quantity');
      expect((await ground.ask({ product, method })).unwrap().quantity).toBe(1);
    }
    const items = await ground.stocked(21);
    expect(codeOf(await ground.ask({ ...items, quantity: 21 }))).toBe('quantity');
    expect((await ground.ask({ ...items, quantity: 20 })).isOk()).toBe(true);
  });

  test('S3: of many buyers at once exactly as many get an item as there are', async (ground) => {
    const shop = await ground.stocked(7);
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) => ground.ask({ ...shop, buyer: person(index) })),
    );
    expect(answers.filter((answer) => answer.isOk())).toHaveLength(7);
    expect(answers.map(codeOf).filter(Boolean)).toEqual(Array(18).fill('sold-out'));
    const items = await ground.all(StockItem);
    expect(items.every(({ state }) => state === 'reserved')).toBe(true);
    expect(new Set(items.map(({ order }) => order)).size).toBe(7);
  });

  test('one click is one order, however often it comes', async (ground) => {
    const shop = await ground.stocked(7);
    const answers = await Promise.all(Array.from({ length: 5 }, () => ground.ask({ ...shop, key: 'click' })));
    expect(new Set(answers.map((answer) => answer.unwrap().id)).size).toBe(1);
    expect(await ground.all(Order)).toHaveLength(1);
  });

  test(
    'P3: nobody has more open orders than the guild lets them, also of clicks at once',
    async (ground) => {
      const shop = await ground.stocked(9);
      const answers = await Promise.all(Array.from({ length: 6 }, () => ground.ask(shop)));
      expect(answers.map(codeOf).filter(Boolean)).toEqual(Array(4).fill('too-many-orders'));
      expect((await ground.ask({ ...shop, buyer: bob })).isOk()).toBe(true);
    },
    { openOrders: 2 },
  );

  test('nobody has more of a product than it says, also of clicks at once; what came to nothing does not count', async (ground) => {
    const shop = await ground.stocked(9, { perBuyer: 2 });
    const answers = await Promise.all([1, 2, 3].map(() => ground.ask(shop)));
    expect(answers.map(codeOf).filter(Boolean)).toEqual(['limit-reached']);
    const { id } = answers.find((answer) => answer.isOk())!.unwrap();
    (await ground.review.cancel('100000000000000001', id, { user: eve, staff: false })).unwrap();
    expect((await ground.ask(shop)).isOk()).toBe(true);
  });
});
