import { err, ok, Refusal, type Result } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { ServerStaff } from './entities/server-staff.ts';
import type { TicketType } from './entities/ticket-type.ts';
import type { TicketTypes } from './ticket-types.ts';

/** Roles that work on one type. */
export const staffRoleLimit = 20;

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
   * @returns the types as they are then, or why not: `too-many-staff-roles`, and what the types refuse.
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
    if (!wish.type) {
      await this.#context.database.transaction(async (em) => {
        const row = await em.findOne(ServerStaff, { guild });
        const roles = rolesAfter(row?.roles ?? [], wish).slice(-staffRoleLimit);
        if (row) {
          row.roles = roles;
        } else {
          em.create(ServerStaff, { guild, roles });
        }
      });
    }
    return ok(after);
  }
}

const rolesAfter = (there: readonly string[], { roles, only }: StaffWish): string[] => [
  ...new Set(only ? roles : [...there, ...roles]),
];
