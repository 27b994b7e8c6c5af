import { isHere, missingMessages, showLiveMessage } from '@guildhall/sdk';
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

/** Makes the newest messages of the purchase log anew that were deleted while nobody looked, or could not be shown. */
export async function checkPurchases(guild: string): Promise<void> {
  const { client } = plugin.host;
  if (!isHere(client, guild)) {
    return;
  }
  const { purchaseLog } = plugin.parts;
  const missing = await missingMessages(client, guild, await purchaseLog.recent(guild));
  await purchaseLog.book.doubt(missing.map(({ order }) => ({ guild, order })));
  await purchaseLog.retry(guild);
}
