import type { Result } from '../sdk/index.ts';
import type { Refusal } from '../sdk/refusal.ts';

/** The value; a refusal is thrown for the gate to show. */
export function orRefuse<T>(result: Result<T, Refusal>): T {
  return result.unwrapOrElse((refusal) => {
    throw refusal;
  });
}
