import { type Page, pageOf } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Happening, type HappeningKind } from './entities/happening.ts';
import type { Link, Proof } from './entities/link.ts';

export const historyPageSize = 10;

/** Who made something happen to a link, and why. */
export interface Cause {
  readonly by: string;
  readonly reason?: string | undefined;
}

/** What happened to the links of a guild. Lines are only ever added. */
export class History {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Adds a line, in the transaction of what it tells of. */
  async add(em: EntityManager, kind: HappeningKind, link: LinkFacts, { by, reason }: Cause): Promise<void> {
    const { guild, user, account, name, how } = link;
    em.create(Happening, {
      guild,
      user,
      account,
      name,
      how,
      by,
      kind,
      at: this.#context.clock.now(),
      reason: reason ?? null,
    });
    await em.flush();
  }

  /** One page of what happened to a member's links, the newest first. @param page from 0. */
  async of(guild: string, user: string, page: number): Promise<Page<Happening>> {
    const where = { guild, user };
    const options = { page, size: historyPageSize, orderBy: { id: 'desc' } } as const;
    return pageOf(this.#context.database.read(), Happening, where, options);
  }
}

/** What a line tells of a link. */
export interface LinkFacts extends Pick<Link, 'guild' | 'user' | 'account' | 'name'> {
  readonly how: Proof | null;
}
