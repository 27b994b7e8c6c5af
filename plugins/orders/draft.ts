import { Refusal } from '@guildhall/sdk';
import type { RequiredEntityData } from '@mikro-orm/core';
import type { Order, OrderSource } from './entities/order.ts';

export const detailsLimit = 2000;
export const nameLimit = 100;
export const reasonLimit = 300;
export const noteLimit = 700;

/** Who an order is for: a member, or somebody whom staff only know by a name. */
export interface CustomerRef {
  /** The id of the user. */
  readonly user?: string | undefined;
  readonly name: string;
}

/** A price in minor units and an ISO 4217 code. */
export interface Price {
  readonly amount: number;
  readonly currency: string;
}

/** A wish for an order. */
export interface Draft {
  readonly guild: string;
  readonly customer: CustomerRef;
  readonly details: string;
  readonly channel: string;
  readonly price?: Price | undefined;
  readonly dueAt?: Date | undefined;
  readonly by: string;
  readonly source: OrderSource;
  /** Up to 80 characters. What is asked again with the same key is the same order. */
  readonly key?: string | undefined;
}

/** What can be changed of an order that is there. */
export type Edit = Partial<{
  customer: CustomerRef;
  details: string;
  channel: string;
  /** Null takes it away. */
  price: Price | null;
  dueAt: Date | null;
}>;

/** What is kept of a draft's key: no two guilds share one. */
export const requestKeyOf = ({ guild, key }: Draft) => (key ? `${guild}:${key}` : null);

/** The row of an order that begins. */
export function rowOf(draft: Draft, id: string, step: string, now: Date): RequiredEntityData<Order> {
  const { guild, customer, channel, price, dueAt, by, source } = draft;
  const details = draft.details.trim();
  const customerName = customer.name.trim();
  return {
    id,
    guild,
    state: 'open',
    step,
    customer: customer.user ?? null,
    customerName,
    details,
    channel,
    price: price?.amount ?? null,
    currency: price?.currency ?? null,
    dueAt: dueAt ?? null,
    createdBy: by,
    createdAt: now,
    source,
    version: 1,
    requestKey: requestKeyOf(draft),
    searchable: searchableOf(id, customerName, details),
  };
}

/** What is wrong with the texts and times of an order, or undefined. */
export function faultOf({ customer, details, dueAt }: Edit, now: Date): Refusal | undefined {
  if (customer && (customer.name.trim() === '' || customer.name.trim().length > nameLimit)) {
    return new Refusal('customer-length', { max: nameLimit });
  }
  if (details !== undefined && (details.trim() === '' || details.trim().length > detailsLimit)) {
    return new Refusal('details-length', { max: detailsLimit });
  }
  if (dueAt && dueAt <= now) {
    return new Refusal('due-past');
  }
  return undefined;
}

/** What a search looks in. */
export const searchableOf = (id: string, customerName: string, details: string) =>
  `${id}\n${customerName}\n${details}`.toLowerCase();
