import { removeLiveMessage, showLiveMessage } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import type { ShownOrder } from '../status-messages.ts';
import { statusView } from '../views/status-message.ts';
import { readersIn } from './reader.ts';

/**
 * Makes the status message of an order show how it stands, in the channel that the settings name. That of an order that
 * is over stays where it is.
 * @returns whether it is shown there.
 */
export async function showStatus({ guild, order: id }: ShownOrder): Promise<boolean> {
  const { client } = plugin.host;
  const { orders, status, steps } = plugin.parts;
  const { book } = status;
  const thing = { guild, order: id };
  const order = (await orders.find(guild, id)).unwrapOr(undefined);
  if (!order) {
    await removeLiveMessage({ client, book, thing });
    return false;
  }
  const row = await book.of(thing);
  const settled = order.state !== 'open' && row?.message ? row.channel : undefined;
  const channel = settled ?? (await plugin.host.settings(guild)).statusChannel;
  const facts = { order, steps: await steps.of(guild) };
  const reader = await readersIn(guild);
  await showLiveMessage({ client, book, thing, channel, view: (mark) => statusView(facts, mark, reader) });
  const { message, trouble } = (await book.of(thing)) ?? {};
  return Boolean(message && !trouble);
}
