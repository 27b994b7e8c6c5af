import { isHere, isShown, missingMessages, showLiveMessage } from '@guildhall/sdk';
import type { PurchaseMessage } from '../entities/purchase-message.ts';
import plugin from '../plugin.ts';
import { purchasePost } from '../views/purchase-post.ts';
import { readersIn } from './reader.ts';

/** Makes the message of an order in the purchase log show how it stands. It stays in the channel that it is in. */
export async function showPurchase(guild: string, id: string): Promise<void> {
  const { orders, purchaseLog } = plugin.parts;
  const { book } = purchaseLog;
  const order = await orders.of(guild, id);
  if (!order?.capturedAt) {
    return;
  }
  const thing = { guild, order: id };
  const { logChannel, logNames } = await plugin.host.settings(guild);
  const row = await book.of(thing);
  const channel = row?.message && !row.trouble ? row.channel! : logChannel;
  const reader = await readersIn(guild);
  await showLiveMessage({
    client: plugin.host.client,
    book,
    thing,
    channel,
    view: (mark) => purchasePost(order, logNames, mark, reader),
  });
}

/**
 * Makes some messages of the purchase log anew that were deleted while nobody looked, edits those that show something else
 * than they should, and tries again what could not be shown. @param before only those that are older than this message.
 * @returns the oldest of them, where there may be older ones.
 */
export async function checkPurchases(guild: string, before?: string): Promise<string | undefined> {
  const { client } = plugin.host;
  if (!isHere(client, guild)) {
    return undefined;
  }
  const { purchaseLog } = plugin.parts;
  const rows = await purchaseLog.some(guild, before);
  const wrong = [...(await missingMessages(client, guild, rows)), ...(await outdated(guild, rows))];
  await purchaseLog.book.doubt(wrong.map(({ order }) => ({ guild, order })));
  if (before === undefined) {
    await purchaseLog.retry(guild);
  }
  return rows.at(-1)?.message ?? undefined;
}

/** Those of these messages that show something else than they should: the settings may have changed. */
async function outdated(guild: string, rows: readonly PurchaseMessage[]): Promise<PurchaseMessage[]> {
  const { logNames } = await plugin.host.settings(guild);
  const reader = await readersIn(guild);
  const orders = await plugin.parts.orders.among(rows.map(({ order }) => order));
  return rows.filter((row) => {
    const order = orders.get(row.order);
    return order && row.mark && !isShown(row, purchasePost(order, logNames, row.mark, reader));
  });
}

/** Does so for all of them, from the newest to the oldest, a page in each job. */
export async function walkPurchases(guild: string, before?: string): Promise<void> {
  const next = await checkPurchases(guild, before);
  if (next) {
    const { database, jobs } = plugin.host;
    await database.transaction((em) =>
      jobs.add(em, 'walk-log', { guild, before: next }, { key: `walk-log:${guild}` }),
    );
  }
}
