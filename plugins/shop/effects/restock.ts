import { notify, tellByDm } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { lowStockNotice, restockNotice } from '../views/notices.ts';
import { readersIn } from './reader.ts';

/** Tells those who wait for a product that it can be bought again, some at a time. */
export async function tellRestock(guild: string, id: string): Promise<void> {
  const { client, database } = plugin.host;
  const { waiters } = plugin.parts;
  const due = await waiters.due(guild, id);
  if (!due) {
    return;
  }
  const reader = await readersIn(guild);
  const server = client.guilds.cache.get(guild)?.name ?? '';
  for (const waiter of due.waiters) {
    const { user, channel } = waiter;
    const message = restockNotice(due.product, server, reader);
    const nonce = `restock${waiter.id}`;
    if ((await tellByDm(client, user, message, nonce)) === 'closed') {
      const mentioned = restockNotice(due.product, server, reader, user);
      await notify(plugin.host, { guild, channels: [channel], user, message: mentioned, nonce });
    }
    await waiters.told(waiter);
  }
  if (due.waiters.length > 0) {
    await database.transaction((em) => waiters.wake(em, guild, id));
  }
}

/** Tells staff, where they check payments, that little is left of a product. */
export async function tellLowStock(guild: string, id: string): Promise<void> {
  const { client } = plugin.host;
  const { products, stock } = plugin.parts;
  const product = await products.find(guild, id);
  const owner = client.guilds.cache.get(guild)?.ownerId;
  if (!product?.lowTold || product.removedAt || !owner) {
    return;
  }
  const { reviewChannel } = await plugin.host.settings(guild);
  const left = (await stock.available([id])).get(id) ?? 0;
  await notify(plugin.host, {
    guild,
    channels: [reviewChannel],
    user: owner,
    message: lowStockNotice(product, left, await readersIn(guild)),
    // Another time it is another notice.
    nonce: `low${id}${product.imported}`.slice(0, 25),
  });
}
