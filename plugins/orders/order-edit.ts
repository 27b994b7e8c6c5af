import { createHash } from 'node:crypto';
import type { Happened } from './changes.ts';
import type { CustomerRef, Edit, Price } from './draft.ts';
import { searchableOf } from './draft.ts';
import type { Order } from './entities/order.ts';

/** What is written of an order, and how its history tells it. */
export interface Changed {
  readonly change: Partial<Order>;
  readonly happened: readonly Happened[];
}

/** What an edit changes, and how the history tells it. What stays as it is is no change. */
export function changesOf(order: Order, edit: Edit): Changed {
  const change: Partial<Order> = {};
  const happened: Happened[] = [];
  const { customer, details, channel, price, dueAt } = edit;
  if (customer && !isCustomer(order, customer)) {
    const name = customer.name.trim();
    Object.assign(change, { customer: customer.user ?? null, customerName: name });
    happened.push({
      kind: 'customer',
      from: order.customer ?? order.customerName,
      to: customer.user ?? name,
    });
  }
  if (details !== undefined && details.trim() !== order.details) {
    change.details = details.trim();
    happened.push({ kind: 'details', from: order.details, to: change.details });
  }
  if (channel !== undefined && channel !== order.channel) {
    change.channel = channel;
    happened.push({ kind: 'channel', from: order.channel, to: channel });
  }
  if (price !== undefined && written(price) !== written(priceOf(order))) {
    Object.assign(change, { price: price?.amount ?? null, currency: price?.currency ?? null });
    happened.push({ kind: 'price', from: written(priceOf(order)), to: written(price) });
  }
  if (dueAt !== undefined && dueAt?.getTime() !== order.dueAt?.getTime()) {
    Object.assign(change, { dueAt, reminders: 0 });
    happened.push({ kind: 'due', from: order.dueAt?.toISOString(), to: dueAt?.toISOString() });
  }
  if (change.details !== undefined || change.customerName !== undefined) {
    const { customerName, details } = { ...order, ...change };
    change.searchable = searchableOf(order.id, customerName, details);
  }
  return { change, happened };
}

/** What an edit can change of an order, as a few characters: two are alike when nobody has edited it in between. */
export function editableOf({
  customer,
  customerName,
  details,
  channel,
  price,
  currency,
  dueAt,
}: Order): string {
  const said = JSON.stringify([customer, customerName, details, channel, price, currency, dueAt]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 12);
}

function isCustomer({ customer, customerName }: Order, { user, name }: CustomerRef): boolean {
  return user ? customer === user : customer === null && customerName === name.trim();
}

/** What an order costs, if anybody has said. */
export function priceOf({ price, currency }: Order): Price | null {
  return price !== null && price !== undefined && currency ? { amount: price, currency } : null;
}

const written = (price: Price | null) => (price ? `${price.amount} ${price.currency}` : null);
