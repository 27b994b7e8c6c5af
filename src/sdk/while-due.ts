import { AsyncLocalStorage } from 'node:async_hooks';
import type { RESTOptions } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];
type IsDue = () => Promise<boolean>;

/** What was to be sent is not wanted any more, and was not. */
class NoLongerDue extends Error {}

const storage = new AsyncLocalStorage<IsDue>();

/**
 * Does something whose requests to Discord may wait long for their turn, behind others and behind limits. Of each it is asked
 * once more right before it goes out whether it is still due. What is on its way by then cannot be called back.
 * @returns what `work` says; undefined when a request was not due any more: it and all after it were not made.
 */
export async function whileDue<T>(isDue: IsDue, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await storage.run(isDue, work);
  } catch (error) {
    if (error instanceof NoLongerDue) {
      return undefined;
    }
    throw error;
  }
}

/** @returns what sends a request, unless it is made in {@link whileDue} and not due any more. */
export function dueOnly(makeRequest: MakeRequest): MakeRequest {
  return async (url, init) => {
    const isDue = storage.getStore();
    if (isDue && !(await isDue())) {
      throw new NoLongerDue();
    }
    return makeRequest(url, init);
  };
}
