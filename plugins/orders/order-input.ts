import { parseMoney, Refusal, readDeadline } from '@guildhall/sdk';
import type { Price } from './draft.ts';
import plugin from './plugin.ts';
import { shown } from './views/refusal.ts';

/** A price as somebody wrote it, in the guild's currency when they name none. @throws Refusal `price-unclear`. */
export async function priceRead(guild: string, typed: string): Promise<Price> {
  const { currency } = await plugin.host.settings(guild);
  const price = parseMoney(typed, currency);
  if (!price) {
    throw shown(new Refusal('price-unclear', { typed }));
  }
  return price;
}

/** A due date as somebody wrote it, by the guild's clock. @throws Refusal `due-unclear`. */
export async function dueRead(guild: string, locale: string, typed: string): Promise<Date> {
  const { timeZone } = await plugin.host.texts.ofGuild(guild);
  const due = readDeadline(typed, { now: plugin.host.clock.now(), timeZone, locale });
  if (!due) {
    throw shown(new Refusal('due-unclear', { typed }));
  }
  return due;
}

/** What somebody wrote into an edit: nothing, or a dash, takes away what was there. */
export async function readOrClear<T>(typed: string, read: (typed: string) => Promise<T>): Promise<T | null> {
  return /^\s*[-–—]?\s*$/.test(typed) ? null : read(typed);
}
