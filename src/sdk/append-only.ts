import type { EntitySchema } from '@mikro-orm/core';

/** What rows that are added and never changed hang on. */
export interface AppendOnly {
  /** The entity whose rows they tell of. A row goes only when what it tells of is gone. */
  readonly of: { readonly entity: string; readonly by: string };
  /** The property that names a person, who may be {@link forgotten}. */
  readonly person: string;
}

const rules = new WeakMap<EntitySchema, AppendOnly>();

/**
 * Has the database itself refuse to change or delete the rows of an entity, whoever asks. Erasing a guild deletes what
 * the rows tell of first.
 */
export function appendOnly<E extends EntitySchema>(entity: E, rule: AppendOnly): E {
  rules.set(entity, rule);
  return entity;
}

/** For the host: the rule of an entity, if it has one. */
export const appendOnlyRule = (entity: EntitySchema): AppendOnly | undefined => rules.get(entity);
