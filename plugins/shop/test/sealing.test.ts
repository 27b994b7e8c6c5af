import { expect } from 'vitest';
import { vaults } from '../../../src/data/vault.ts';
import { Deliverable } from '../entities/deliverable.ts';
import { GoodsFile } from '../entities/goods-file.ts';
import { Product } from '../entities/product.ts';
import { SourceKey } from '../entities/source-key.ts';
import { StockItem } from '../entities/stock-item.ts';
import { partsOf } from '../parts.ts';
import { guild, onEveryDatabase, sam, secret } from './ground.ts';

onEveryDatabase((test) => {
  test('S7: what was kept before there was a key is sealed once there is one, and is what it was', async (ground) => {
    // The shop as it was before its operator set a key.
    const before = partsOf({ ...ground.context, vault: vaults([])('shop') });
    const { product, method } = await ground.stocked(0);
    const items = Array.from({ length: 520 }, (_, index) => secret(1_000 + index));
    (await before.stock.import(guild, product, items, sam)).unwrap();
    const facts = { supply: 'text', text: secret(201) } as const;
    const text = await ground.addProduct();
    (await before.products.edit(guild, text.id, facts, sam)).unwrap();
    const file = { name: 'guide.txt', bytes: Buffer.from(secret(202)) };
    (
      await before.products.edit(guild, (await ground.addProduct()).id, { supply: 'file', file }, sam)
    ).unwrap();
    const key = await before.sourceKeys.make(guild, sam);
    const { id } = await ground.submitted({ product: text.id, method });
    (await before.review.approve(guild, id, sam)).unwrap();

    const kept = async () =>
      JSON.stringify([
        ...(await ground.all(StockItem)),
        ...(await ground.all(Product)),
        ...(await ground.all(Deliverable)),
        ...(await ground.all(GoodsFile)),
        ...(await ground.all(SourceKey)),
      ]);
    expect(await before.sealing.sealAll()).toBe(0);
    expect(await ground.sealing.isOpen()).toBe(true);
    expect(await kept()).toContain(secret(1_519));

    expect(await ground.sealing.sealAll()).toBe(520 + 4);
    expect(await ground.sealing.isOpen()).toBe(false);
    for (const open of ['open:', 'CANARY', Buffer.from(secret(202)).toString('base64'), key]) {
      expect(await kept()).not.toContain(open);
    }
    expect(await ground.sealing.sealAll()).toBe(0);
    expect(await ground.sourceKeys.keyOf(guild)).toBe(key);
    expect((await ground.delivery.contents(id)).map((content) => content.text)).toEqual([secret(201)]);
    const order = await ground.submitted({ product, method, quantity: 20 });
    (await ground.review.approve(guild, order.id, sam)).unwrap();
    const bought = (await ground.delivery.contents(order.id)).map((content) => content.text);
    expect(bought).toEqual(items.slice(0, 20));
    // The same items are known again, by marks that nobody makes without the key.
    const again = (await ground.stock.import(guild, product, items, sam)).unwrap();
    expect(again).toMatchObject({ added: 0, duplicates: { length: 520 } });
    const bare = vaults([])('shop').fingerprints(items[0]!)[0];
    expect((await ground.all(StockItem)).some(({ fingerprint }) => fingerprint === bare)).toBe(false);
  });

  test('S7: what a process without the key writes later is sealed within a day, also under a new key', async (ground) => {
    const keyless = partsOf({ ...ground.context, vault: vaults([])('shop') });
    const { product } = await ground.stocked(0);
    const contents = async () => (await ground.all(StockItem)).map(({ content }) => content.slice(0, 5));
    expect(await ground.sealing.sealAll()).toBe(0);
    (await keyless.stock.import(guild, product, [secret(1)], sam)).unwrap();
    expect(await contents()).toEqual(['open:']);

    ground.advance(24 * 60 * 60_000);
    expect(await ground.sealing.isOpen()).toBe(true);
    expect(await ground.sealing.sealAll()).toBe(1);
    expect(await contents()).toEqual([expect.stringMatching(/^v1:/)]);

    // The operator changes keys: a new process looks by itself, and opens what the old key has sealed.
    (await keyless.stock.import(guild, product, [secret(2)], sam)).unwrap();
    const vault = vaults(['the key from now on', 'k'.repeat(32)])('shop');
    const next = partsOf({ ...ground.context, vault });
    expect(await next.sealing.sealAll()).toBe(1);
    const opened = (await ground.all(StockItem)).map(({ id, content }) => vault.open(content, `item:${id}`));
    expect(opened.sort()).toEqual([secret(1), secret(2)]);
  });
});
