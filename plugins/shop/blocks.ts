import { attempt, forgotten, type Page, pageOf, Refusal, type Result, veiled } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Block } from './entities/block.ts';
import { goodReason } from './review.ts';

/** Blocks of one guild. */
const limit = 1_000;

/** Who is to be blocked. */
export type BlockDraft = Pick<Block, 'guild' | 'subject' | 'kind' | 'reason' | 'until'>;

/** Who may be blocked, by themselves or by a role. */
export interface Suspect {
  readonly guild: string;
  readonly user: string;
  /** Ids of the roles that they have. */
  readonly roles: readonly string[];
}

/** Who may not buy, for how long, and why. */
export class Blocks {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Blocks somebody; who is blocked already is so from now on as this says. @returns it, or why not: `block-over`,
   * `reason-length`, `too-many-blocks`.
   */
  async add(draft: BlockDraft, by: string): Promise<Result<Block, Refusal>> {
    const { guild, subject, kind, until } = draft;
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const now = clock.now();
      const reason = draft.reason?.trim() ? goodReason(draft.reason) : null;
      if (until && until <= now) {
        throw new Refusal('block-over');
      }
      await em.nativeDelete(Block, { guild, until: { $lte: now } });
      const there = await em.count(Block, { guild, subject });
      if (there === 0 && (await em.count(Block, { guild })) >= limit) {
        throw new Refusal('too-many-blocks', { max: limit });
      }
      const row = { guild, subject, kind, reason, until: until ?? null, by, at: now };
      await em.upsert(Block, row, { disableIdentityMap: true });
      await audit.write(em, {
        guild,
        actor: by,
        action: 'block-add',
        target: subject,
        to: until ? until.toISOString() : 'always',
        ...(reason && { reason }),
      });
      return row;
    });
  }

  /** Lets somebody buy again. @returns the block that was, or why not: `not-blocked`. */
  async remove(guild: string, subject: string, by: string): Promise<Result<Block, Refusal>> {
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const subjects = { $in: [subject, veiled(guild, subject)] };
      const block = await em.findOne(Block, { guild, subject: subjects }, { disableIdentityMap: true });
      const gone = await em.nativeDelete(Block, { guild, subject: subjects });
      if (!block || gone === 0 || isOver(block, clock.now())) {
        throw new Refusal('not-blocked');
      }
      await audit.write(em, { guild, actor: by, action: 'block-remove', target: subject });
      return block;
    });
  }

  /** The block that keeps somebody from buying now, as {@link blockOf} says. */
  async of(suspect: Suspect): Promise<Block | undefined> {
    return blockOf(this.#context.database.read(), suspect, this.#context.clock.now());
  }

  /** Those that are blocked now, the newest first. @param page from 0. */
  async list(guild: string, page: number): Promise<Page<Block>> {
    const now = this.#context.clock.now();
    const where = { guild, $or: [{ until: null }, { until: { $gt: now } }] };
    return pageOf(this.#context.database.read(), Block, where, {
      page,
      size: 10,
      orderBy: { at: 'desc', subject: 'asc' },
    });
  }
}

/** The block that keeps somebody from buying now; of several the one that lasts longest. */
export async function blockOf(
  em: EntityManager,
  { guild, user, roles }: Suspect,
  now: Date,
): Promise<Block | undefined> {
  const blocks = await em.find(
    Block,
    { guild, subject: { $in: [user, veiled(guild, user), ...roles] } },
    { disableIdentityMap: true },
  );
  const end = ({ until }: Block) => until?.getTime() ?? Number.POSITIVE_INFINITY;
  return blocks.filter((one) => !isOver(one, now)).sort((a, b) => end(b) - end(a))[0];
}

/**
 * Takes the id of somebody who asked to be forgotten out of their blocks, and why they were blocked. They stay blocked:
 * nobody gets free by it.
 */
export async function veilBlocks(em: EntityManager, user: string): Promise<void> {
  for (const { guild } of await em.find(Block, { subject: user }, { fields: ['guild'] })) {
    await em.nativeDelete(Block, { guild, subject: veiled(guild, user) });
    await em.nativeUpdate(Block, { guild, subject: user }, { subject: veiled(guild, user), reason: null });
  }
  await em.nativeUpdate(Block, { by: user }, { by: forgotten });
}

const isOver = ({ until }: Block, now: Date) => until != null && until <= now;
