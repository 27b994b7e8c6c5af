import { Refusal, type Result } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import { clockTime, dateTime } from './words.ts';

/** Ways to write the values of a refusal that are no plain text or number. */
const writers: Readonly<Record<string, (value: never) => string>> = {
  user: (user: string) => userMention(user),
  until: (at: Date) => clockTime(at),
  at: (at: Date) => dateTime(at),
};

/** The refusal as people read it: users as mentions, times as Discord's timestamps. */
export function shown(refusal: Refusal): Refusal {
  const values = Object.entries(refusal.values).map(([name, value]) => [
    name,
    value === undefined ? value : (writers[name]?.(value as never) ?? value),
  ]);
  return new Refusal(refusal.code, Object.fromEntries(values));
}

/** What went well. @throws Refusal for the gate to show, when it did not. */
export function orRefuse<T>(result: Result<T, Refusal>): T {
  return result.unwrapOrElse((refusal) => {
    throw shown(refusal);
  });
}
