import type { Context } from './context.ts';
import { Grant } from './entities/grant.ts';
import { closestFirst, type Holder, type Standing, standingOf } from './holder.ts';
import { givers, manage } from './what.ts';

/** A grant and what it does for somebody. */
export interface Found {
  readonly grant: Grant;
  readonly standing: Standing;
}

/**
 * Who has what now. Each question reads the few rows that matter: what another process gave or took back a moment ago
 * counts, and there is nothing that could be stale.
 */
export class Lookup {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** All that a member was given which covers a capability, the closest first. */
  async found(holder: Holder, capability: string): Promise<Found[]> {
    const { database, clock } = this.#context;
    const rows = await database.read().find(Grant, {
      guild: holder.guild,
      what: { $in: givers(capability) },
      $or: [
        { kind: 'user', principal: holder.user },
        { kind: 'role', principal: { $in: [...holder.roles] } },
      ],
    });
    const managers = await this.#managers(holder.guild, capability);
    const at = { now: clock.now(), managers };
    return rows
      .toSorted(closestFirst)
      .map((grant) => ({ grant, standing: standingOf(grant, capability, holder, at) }));
  }

  /** The grant that gives a member a capability now. */
  async deciding(holder: Holder, capability: string): Promise<Grant | undefined> {
    return (await this.found(holder, capability)).find(({ standing }) => standing === 'counts')?.grant;
  }

  /** Until when a member has a capability by what they were given. @returns undefined for good, and for nothing. */
  async until(holder: Holder, capability: string): Promise<Date | undefined> {
    const counting = (await this.found(holder, capability)).filter(({ standing }) => standing === 'counts');
    const ends = counting.map(({ grant }) => grant.endsAt?.getTime() ?? Number.POSITIVE_INFINITY);
    const last = Math.max(...ends);
    return Number.isFinite(last) ? new Date(last) : undefined;
  }

  /** Everything that somebody in a guild was given and that counts. */
  async given(guild: string): Promise<string[]> {
    const { database, clock } = this.#context;
    const rows = await database
      .read()
      .find(
        Grant,
        { guild, $or: [{ endsAt: null }, { endsAt: { $gt: clock.now() } }] },
        { fields: ['what'] },
      );
    return [...new Set(rows.map(({ what }) => what))].toSorted();
  }

  async #managers(guild: string, capability: string): Promise<boolean> {
    return capability === manage && (await this.#context.settings(guild)).managers;
  }
}
