import { AsyncLocalStorage } from 'node:async_hooks';
import { type EntityManager, type EntityName, Utils } from '@mikro-orm/core';

/** What a transaction does with its EntityManager. */
type Call =
  | 'count'
  | 'find'
  | 'findOne'
  | 'findOneOrFail'
  | 'flush'
  | 'insert'
  | 'nativeDelete'
  | 'nativeUpdate'
  | 'upsert';

/** A moment in a transaction: right before or right after a call. */
export type Moment = ({ readonly before: Call } | { readonly after: Call }) & {
  /** Only for rows of this entity; a flush is for none. */
  // biome-ignore lint/suspicious/noExplicitAny: any entity will do.
  readonly of?: EntityName<any>;
  /** Only with such arguments. */
  readonly when?: (...args: readonly unknown[]) => boolean;
};

/** Runs something as if nobody had called it: it is part of no transaction. */
export const outside = AsyncLocalStorage.snapshot();

/** The same EntityManager, but that `interrupt` is called, and waited for, whenever it comes to a moment. */
export function interruptible(
  em: EntityManager,
  { of, when = () => true, ...at }: Moment,
  interrupt: () => Promise<void>,
): EntityManager {
  const [call, isBefore] = 'before' in at ? [at.before, true] : [at.after, false];
  const isMeant = (args: readonly unknown[]) =>
    (of === undefined || nameOf(args[0]) === nameOf(of)) && when(...args);
  return new Proxy(em, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== 'function') {
        return member;
      }
      if (name !== call) {
        return member.bind(target);
      }
      return async (...args: unknown[]) => {
        const meant = isMeant(args);
        if (meant && isBefore) {
          await interrupt();
        }
        const result = await member.apply(target, args);
        if (meant && !isBefore) {
          await interrupt();
        }
        return result;
      };
    },
  });
}

const nameOf = (entity: unknown): string => Utils.className(entity as EntityName<object>);
