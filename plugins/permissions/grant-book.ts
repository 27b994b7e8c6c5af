import {
  attempt,
  automatic,
  err,
  flushOrConflict,
  type Page,
  pageOf,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import type { EntityManager, FilterQuery } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Grant, type PrincipalKind } from './entities/grant.ts';
import { covers, manage } from './what.ts';

/** Whom something is given to. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly id: string;
  /** When a user joined the guild. */
  readonly memberSince?: Date | null | undefined;
}

export interface Wanted {
  readonly guild: string;
  readonly to: Principal;
  /** A capability's full name, or a plugin. */
  readonly what: string;
  readonly endsAt?: Date | undefined;
  readonly reason?: string | undefined;
}

/** Who gives or takes back. */
export interface Giver {
  readonly user: string;
  readonly ownsGuild: boolean;
  /** Until when they have a capability themselves; `until` undefined for good. @returns undefined when they lack it. */
  holds(capability: string): Promise<{ readonly until?: Date | undefined } | undefined>;
}

/** Why a grant goes without anybody taking it back. */
export type Cause = 'left' | 'role-gone';

export const listPageSize = 10;

/** How the audit log names them: by id, and Discord shows who it is. */
const mentions: Readonly<Record<PrincipalKind, (id: string) => string>> = {
  user: (id) => `<@${id}>`,
  role: (id) => `<@&${id}>`,
};

/** How many ended grants one transaction takes out. */
const step = 100;

/** Who was given what: the rules of giving and taking back. */
export class GrantBook {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Gives something. Who has it already has it on these terms from now on.
   * @returns the grant, or why not: `unknown-what`, `owner-only`, `lacking`, `lacking-later`, `try-again`.
   */
  async grant(wanted: Wanted, giver: Giver): Promise<Result<Grant, Refusal>> {
    const refusal = await this.#refusalOf(wanted, giver);
    if (refusal) {
      return err(refusal);
    }
    const { guild, to, what, endsAt = null, reason = null } = wanted;
    const given = await attempt(this.#context.database, async (em) => {
      const terms = {
        memberSince: to.memberSince ?? null,
        endsAt,
        reason,
        givenBy: giver.user,
        givenAt: this.#context.clock.now(),
      };
      const where = { guild, what, kind: to.kind, principal: to.id };
      const had = await em.findOne(Grant, where);
      const grant = had
        ? em.assign(had, terms)
        : em.create(Grant, { id: this.#context.newId(), ...where, ...terms });
      if (await flushOrConflict(em)) {
        throw new Refusal('try-again');
      }
      await this.#write(em, grant, giver.user, endsAt ? 'grant-until' : 'grant', reason ?? undefined);
      return grant;
    });
    given.inspect(() => this.#context.changed(guild));
    return given;
  }

  /** What somebody has been given of exactly this; undefined when nothing. */
  async existing({ guild, to, what }: Pick<Wanted, 'guild' | 'to' | 'what'>): Promise<Grant | undefined> {
    const where = { guild, what, kind: to.kind, principal: to.id };
    return (await this.#context.database.read().findOne(Grant, where)) ?? undefined;
  }

  /** Takes something back. @returns why not: `owner-only`, `no-such-grant`. */
  async revoke(
    { guild, to, what }: Pick<Wanted, 'guild' | 'to' | 'what'>,
    giver: Giver,
    reason?: string,
  ): Promise<Result<void, Refusal>> {
    const taken = await attempt(this.#context.database, async (em) => {
      if (covers(what, manage) && !giver.ownsGuild) {
        throw new Refusal('owner-only');
      }
      const where = { guild, what, kind: to.kind, principal: to.id };
      if ((await em.nativeDelete(Grant, where)) === 0) {
        throw new Refusal('no-such-grant');
      }
      await this.#write(em, { ...where, endsAt: null }, giver.user, 'revoke', reason);
    });
    taken.inspect(() => this.#context.changed(guild));
    return taken;
  }

  /** One page of what was given in a guild, the newest first. @param page from 0. */
  async list(
    guild: string,
    to: Pick<Principal, 'kind' | 'id'> | undefined,
    page: number,
  ): Promise<Page<Grant>> {
    const where: FilterQuery<Grant> = { guild, ...(to && { kind: to.kind, principal: to.id }) };
    const orderBy = { givenAt: 'desc', id: 'desc' } as const;
    return pageOf(this.#context.database.read(), Grant, where, { page, size: listPageSize, orderBy });
  }

  /** Takes out what has ended; it counts no more since then. */
  async tidy(): Promise<void> {
    const ended = { endsAt: { $lte: this.#context.clock.now() } };
    for (let found = step; found === step; ) {
      const rows = await this.#context.database.read().find(Grant, ended, { limit: step });
      found = rows.length;
      await this.#takeOut(rows, 'ended', ended);
    }
  }

  /**
   * Takes out what nobody is left to have: of a role or a member that is gone, or, where somebody is back and a member
   * since another time, of the time before.
   */
  async forget(guild: string, { kind, id, memberSince }: Principal, why: Cause): Promise<void> {
    const rows = await this.#context.database.read().find(Grant, { guild, kind, principal: id });
    const now = memberSince?.getTime();
    await this.#takeOut(
      rows.filter((row) => now === undefined || row.memberSince?.getTime() !== now),
      why,
    );
  }

  /** Everybody who was given something in a guild. */
  async principals(guild: string): Promise<Pick<Grant, 'kind' | 'principal'>[]> {
    const rows = await this.#context.database
      .read()
      .find(Grant, { guild }, { fields: ['kind', 'principal'] });
    const each = new Map(rows.map(({ kind, principal }) => [`${kind}:${principal}`, { kind, principal }]));
    return [...each.values()];
  }

  /** Why `giver` may not give it. */
  async #refusalOf({ what, endsAt }: Wanted, giver: Giver): Promise<Refusal | undefined> {
    const capabilities = this.#context.declared().filter((capability) => covers(what, capability));
    if (capabilities.length === 0) {
      return new Refusal('unknown-what', { what });
    }
    if (giver.ownsGuild) {
      return undefined;
    }
    if (covers(what, manage)) {
      return new Refusal('owner-only');
    }
    for (const capability of capabilities) {
      const held = await giver.holds(capability);
      if (!held) {
        return new Refusal('lacking', { what: capability });
      }
      // Or they could make for good what they have for a while.
      if (held.until && !(endsAt && endsAt <= held.until)) {
        return new Refusal('lacking-later', { what: capability, until: held.until });
      }
    }
    return undefined;
  }

  async #takeOut(
    rows: readonly Grant[],
    why: Cause | 'ended',
    still: FilterQuery<Grant> = {},
  ): Promise<void> {
    if (rows.length === 0) {
      return;
    }
    await this.#context.database.transaction(async (em) => {
      for (const row of rows) {
        // It may have been given anew meanwhile.
        const same = { id: row.id, givenAt: row.givenAt, ...(still as object) };
        if ((await em.nativeDelete(Grant, same)) > 0) {
          await this.#write(em, row, automatic, why);
        }
      }
    });
    for (const guild of new Set(rows.map((row) => row.guild))) {
      this.#context.changed(guild);
    }
  }

  async #write(
    em: EntityManager,
    { guild, kind, principal, what, endsAt }: Pick<Grant, 'guild' | 'kind' | 'principal' | 'what' | 'endsAt'>,
    actor: string,
    action: string,
    reason?: string,
  ): Promise<void> {
    await this.#context.audit.write(em, {
      guild,
      actor,
      action,
      target: mentions[kind](principal),
      to: { what, ...(endsAt && { until: endsAt }) },
      ...(reason === undefined ? {} : { reason }),
    });
  }
}
