import type { Message } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import { dueOf } from '../payment/due.ts';
import { formatOf } from '../payment/formats.ts';
import { qrCode } from '../payment/qr-code.ts';
import plugin from '../plugin.ts';
import { instructionsView, type PaymentHelp } from '../views/payment.ts';
import { purchaseView } from '../views/purchase.ts';
import type { Reader } from '../views/words.ts';

/** An order, for its buyer: how to pay it, while it is to be paid. */
export async function purchaseAnswer(order: Order, reader: Reader): Promise<Message> {
  if (order.payment === 'awaiting') {
    const word = await plugin.parts.orders.lastWord(order);
    return instructionsView(order, await paymentHelp(order), reader, word);
  }
  const tickets = await plugin.host.useIn(order.guild, 'tickets');
  const word = await plugin.parts.orders.lastWord(order);
  return purchaseView(order, reader, { word, doors: await tickets?.doorsFor(order.guild, order.id) });
}

/** The link that can be clicked, and the code that a wallet reads from the screen. */
async function paymentHelp(order: Order): Promise<PaymentHelp> {
  const due = dueOf(order, plugin.host.client.guilds.cache.get(order.guild)?.name ?? '');
  const format = formatOf(order.methodKind);
  if (!due || !format) {
    return {};
  }
  const scanned = format.uri(due) ?? (format.asset ? due.address : undefined);
  return { link: format.link(due), code: scanned === undefined ? undefined : await qrCode(scanned) };
}
