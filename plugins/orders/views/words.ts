import { plain, type Translate } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import { forgotten } from '../data-duties.ts';
import type { Order } from '../entities/order.ts';
import { isUsual, type NamedStep, type StepList } from '../steps.ts';

/** Colours of an order, by its state. */
export const colours = { open: 0x5865f2, completed: 0x57f287, cancelled: 0x99aab5 } as const;

/** A user as a mention; whoever is gone or no person is named in words. */
export function person(user: string, t: Translate): string {
  return user === forgotten
    ? t('words.somebody')
    : /^\d+$/.test(user)
      ? userMention(user)
      : t('words.automatic');
}

/** The customer as a mention, or by name. */
export function customerWords({ customer, customerName }: Order, t: Translate): string {
  return customer
    ? person(customer, t)
    : customerName === forgotten
      ? t('words.somebody')
      : plain(customerName, 100);
}

/** What a guild calls a step or an end; in the reader's language where it has no name of its own. */
export function stepName({ id, name }: NamedStep, t: Translate): string {
  return name ?? (isUsual(id) ? t(`steps.${id}`) : id);
}

/** Where an order stands, in words. */
export function statusOf({ state, step }: Order, { open, ends }: StepList, t: Translate): string {
  const id = state === 'open' ? step : state;
  return stepName([...open, ...ends].find((one) => one.id === id) ?? { id, name: undefined }, t);
}
