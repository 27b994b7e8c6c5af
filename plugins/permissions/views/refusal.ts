import { Refusal, type Result } from '@guildhall/sdk';
import { dateTime } from './words.ts';

/** What went well. @throws Refusal for the gate to show, when it did not. */
export function orRefuse<T>(result: Result<T, Refusal>): T {
  return result.unwrapOrElse(({ code, values }) => {
    const { until } = values;
    throw new Refusal(code, until instanceof Date ? { ...values, until: dateTime(until) } : values);
  });
}
