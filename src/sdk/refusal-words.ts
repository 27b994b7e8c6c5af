import type { Result } from '@sapphire/framework';
import { Refusal } from './refusal.ts';

/** How to write the values of a refusal that are no plain text or number, by their name. */
export type RefusalWriters = Readonly<Record<string, (value: never) => string>>;

/** Shows refusals of a domain to people: its ids, users and times become mentions and Discord's timestamps. */
export function refusalWords(writers: RefusalWriters) {
  /** The refusal as people read it. */
  const shown = ({ code, values }: Refusal): Refusal => {
    const written = Object.entries(values).map(([name, value]) => [
      name,
      value === undefined ? value : (writers[name]?.(value as never) ?? value),
    ]);
    return new Refusal(code, Object.fromEntries(written));
  };
  /** What went well. @throws Refusal for the gate to show, when it did not. */
  const orRefuse = <T>(result: Result<T, Refusal>): T =>
    result.unwrapOrElse((refusal) => {
      throw shown(refusal);
    });
  return { shown, orRefuse };
}
