import { type Message, notify } from '@guildhall/sdk';
import { day } from '../context.ts';
import plugin from '../plugin.ts';
import { prepareNotice, remindNotice } from '../views/notices.ts';
import { readersIn } from './reader.ts';

/** Tells staff, where they check payments, that an order waits for them to write what its buyer gets. */
export async function tellToPrepare(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  if (order?.fulfilment === 'manual') {
    const message = prepareNotice(order, await readersIn(guild));
    await tellReviewers(guild, message, `${id.replaceAll('-', '')}m`.slice(0, 25));
  }
}

/** Reminds staff of a guild of all orders that wait so. */
export async function remindToPrepare(guild: string): Promise<void> {
  const orders = (await plugin.parts.preparation.waiting()).get(guild) ?? [];
  if (orders.length > 0) {
    const today = Math.floor(plugin.host.clock.now().getTime() / day);
    await tellReviewers(guild, remindNotice(orders, await readersIn(guild)), `remind${today}`);
  }
}

async function tellReviewers(guild: string, message: Message, nonce: string): Promise<void> {
  const { reviewChannel } = await plugin.host.settings(guild);
  const user = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (user) {
    await notify(plugin.host, { guild, channels: [reviewChannel], user, message, nonce });
  }
}
