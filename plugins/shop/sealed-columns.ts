import type { SealedColumn, Vault } from '@guildhall/sdk';
import { aboutFile } from './catalogue/goods-files.ts';
import { aboutProduct } from './catalogue/products.ts';
import { aboutDeliverable } from './delivery/delivery.ts';
import { Deliverable } from './entities/deliverable.ts';
import { GoodsFile } from './entities/goods-file.ts';
import { Product } from './entities/product.ts';
import { SourceKey } from './entities/source-key.ts';
import { StockItem } from './entities/stock-item.ts';
import { aboutKey } from './sources/source-keys.ts';
import { aboutItem } from './stock/stock.ts';

/** All that the shop keeps in the vault. */
export const sealedColumns = (vault: Vault): readonly SealedColumn[] => [
  {
    entity: StockItem,
    key: 'id',
    column: 'content',
    about: aboutItem,
    // A mark that was made without a key tells whoever guesses the item.
    beside: (text) => ({ fingerprint: vault.fingerprints(text)[0] }),
  },
  { entity: Product, key: 'id', column: 'content', about: aboutProduct },
  { entity: Deliverable, key: 'id', column: 'content', about: aboutDeliverable },
  { entity: GoodsFile, key: 'id', column: 'content', about: aboutFile },
  { entity: SourceKey, key: 'guild', column: 'key', about: aboutKey },
];
