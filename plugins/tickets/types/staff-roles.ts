import { attempt, err, Refusal, type Result } from '@guildhall/sdk';
import { LockMode } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { ServerStaff } from '../entities/server-staff.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import { needRealRoles } from './given-roles.ts';
import type { TicketTypes } from './ticket-types.ts';
import { staffRoleLimit } from './type-fields.ts';

/** Who is made staff of what. */
export interface StaffWish {
  readonly roles: readonly string[];
  /** The id of a type; all of them, if left out. */
  readonly type?: string | undefined;
  /** Whether these roles take the place of those that are there; else they come beside them. */
  readonly only: boolean;
}

/** Makes roles the staff of many types at once. */
export class StaffRoles {
  readonly #context: Context;
  readonly #types: TicketTypes;

  constructor(context: Context, types: TicketTypes) {
    this.#context = context;
    this.#types = types;
  }

  /**
   * Gives roles to all types, and to those that will be added, or to one type. Whoever asks again goes on where it stopped.
   * @returns the types as they are then, or why not: `too-many-staff-roles`, `no-everyone`, and what the
   * types refuse.
   */
  async give(guild: string, wish: StaffWish, by: string): Promise<Result<TicketType[], Refusal>> {
    const types = (await this.#types.offered(guild)).filter(({ id }) => !wish.type || id === wish.type);
    const plans = types.map((type) => ({ type, roles: rolesAfter(type.staffRoles, wish) }));
    if (plans.some(({ roles }) => roles.length > staffRoleLimit)) {
      return err(new Refusal('too-many-staff-roles', { max: staffRoleLimit }));
    }
    const after: TicketType[] = [];
    for (const { type, roles } of plans) {
      if (roles.join() === type.staffRoles.join()) {
        after.push(type);
        continue;
      }
      const changed = await this.#types.change(guild, type.id, type.version, { staffRoles: roles }, by);
      if (changed.isErr()) {
        return err(changed.unwrapErr());
      }
      after.push(changed.unwrap());
    }
    return attempt(this.#context.database, async (em) => {
      needRealRoles(guild, wish.roles);
      if (!wish.type) {
        // The row is there and locked before it is read: of two at once, the second builds on what the first wrote.
        const none = { guild, roles: [] };
        await em.upsert(ServerStaff, none, { onConflictAction: 'ignore', disableIdentityMap: true });
        const lockMode = LockMode.PESSIMISTIC_WRITE;
        const row = await em.findOneOrFail(ServerStaff, { guild }, { lockMode });
        row.roles = rolesAfter(row.roles, wish).slice(-staffRoleLimit);
      }
      return after;
    });
  }
}

const rolesAfter = (there: readonly string[], { roles, only }: StaffWish): string[] => [
  ...new Set(only ? roles : [...there, ...roles]),
];
