import { DiscordError } from '../discord/errors.ts';
import type { Rule } from './rules/rule.ts';
import type { Answered, Stage } from './stage.ts';

/**
 * One body and what Discord says to it: nothing when it takes it, a field with its error code
 * (`embeds.0.title BASE_TYPE_MAX_LENGTH`), or one of its own codes.
 */
export type BodyRow = readonly [name: string, body: unknown, refusal?: string | number];

/** Rows of the table from bodies that are all sent the same way. @param taken the status of a body that is taken. */
export function bodyRules(
  send: (stage: Stage, body: unknown) => Promise<Answered>,
  taken: number,
  rows: readonly BodyRow[],
): Rule[] {
  return rows.map(([name, body, refusal]): Rule => {
    const when: Rule['when'] = (stage) => send(stage, body);
    if (refusal === undefined) return { name: `${name}: taken`, when, status: taken };
    if (typeof refusal === 'number') return { name: `${name}: ${refusal}`, when, status: 400, code: refusal };
    return { name: `${name}: ${refusal}`, when, status: 400, code: 50035, field: refusal };
  });
}

export const letters = (count: number): string => 'x'.repeat(count);

/** `count` things, made from their number. */
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The answer's body that `check` ends with, nothing when it passes. Whatever is no answer of Discord's is thrown on. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
export function refusal(check: () => void): any {
  try {
    check();
  } catch (error) {
    if (error instanceof DiscordError) return JSON.parse(JSON.stringify(error.body));
    throw error;
  }
}
