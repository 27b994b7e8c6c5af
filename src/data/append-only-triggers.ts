import type { EntityMetadata, TriggerDef } from '@mikro-orm/core';
import type { AppendOnly } from '../sdk/append-only.ts';
import { forgotten } from '../sdk/person.ts';
import type { Dialect } from './connection.ts';

/**
 * The triggers that keep the rows of a table as they are.
 * @param parent the table of what the rows tell of.
 */
export function appendOnlyTriggers(
  { tableName }: Pick<EntityMetadata, 'tableName'>,
  { of, person }: AppendOnly,
  parent: string,
  dialect: Dialect,
): TriggerDef[] {
  const quoted = (name: string | undefined) => `"${name}"`;
  const refuse = refusals[dialect];
  const message = `rows of ${tableName} stay as they are`;
  return [
    {
      timing: 'before',
      events: ['update'],
      body: (columns) => {
        const { [person]: who, ...rest } = columns as Record<string, string>;
        const changed = Object.values(rest).map(
          (column) => `old.${quoted(column)} is distinct from new.${quoted(column)}`,
        );
        const named = quoted(who);
        changed.push(
          `(old.${named} is distinct from new.${named} and new.${named} is distinct from '${forgotten}')`,
        );
        return refuse(message, changed.join(' or '), 'new');
      },
    },
    {
      timing: 'before',
      events: ['delete'],
      body: (columns) => {
        const about = quoted((columns as Record<string, string>)[of.by]);
        return refuse(message, `exists (select 1 from ${quoted(parent)} where "id" = old.${about})`, 'old');
      },
    },
  ];
}

/** The body of a trigger that fails with a message on a condition. @param row what a trigger returns to go on. */
const refusals: Readonly<
  Record<Dialect, (message: string, condition: string, row: 'old' | 'new') => string>
> = {
  sqlite: (message, condition) => `select raise(abort, '${message}') where ${condition}`,
  postgresql: (message, condition, row) =>
    `if ${condition} then raise exception '${message}'; end if; return ${row}`,
};
