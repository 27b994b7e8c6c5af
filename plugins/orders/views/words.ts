import { forgotten, formatMoney, type Locale, person, plain, type Translate } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import { priceOf } from '../order-edit.ts';
import { isUsual, type NamedStep, type StepList } from '../steps.ts';

/** Colours of an order, by its state. */
export const colours = { open: 0x5865f2, completed: 0x57f287, cancelled: 0x99aab5 } as const;

/** The customer as a mention, or by name in at most `max` characters. */
export function customerWords({ customer, customerName }: Order, t: Translate, max = 100): string {
  return customer
    ? person(customer, t)
    : customerName === forgotten
      ? t('words.somebody')
      : plain(customerName, max);
}

/** What a guild calls a step or an end; in the reader's language where it has no name of its own. */
export function stepName({ id, name }: NamedStep, t: Translate): string {
  return name ?? (isUsual(id) ? t(`steps.${id}`) : id);
}

/** A step or an end by its id, in words. */
export function statusName(id: string, { open, ends, gone }: StepList, t: Translate): string {
  return stepName([...open, ...ends, ...gone].find((one) => one.id === id) ?? { id, name: undefined }, t);
}

/** Where an order stands, in words. */
export function statusOf({ state, step }: Order, steps: StepList, t: Translate): string {
  return statusName(state === 'open' ? step : state, steps, t);
}

/** The id of the step or end that somebody means by `typed`: its id or its name. */
export function statusNamed(typed: string, { open, ends }: StepList, t: Translate): string | undefined {
  const wanted = typed.trim().toLowerCase();
  const all = [...open, ...ends];
  const found =
    all.find(({ id }) => id === typed.trim()) ??
    all.find((step) => stepName(step, t).toLowerCase() === wanted);
  return found?.id;
}

/** What stands for several statuses in a list. */
export const severalStatuses = ['any', 'open', 'closed'] as const;

/** The one of {@link severalStatuses} that somebody means by its name. */
export function severalNamed(typed: string, t: Translate): string | undefined {
  const wanted = typed.trim().toLowerCase();
  return severalStatuses.find((one) => t(`list.states.${one}`).toLowerCase() === wanted);
}

/** What an order costs, in the reader's way of writing; undefined where nobody has said. */
export function priceWords(order: Order, locale: Locale): string | undefined {
  const price = priceOf(order);
  return price ? formatMoney(price, locale) : undefined;
}
