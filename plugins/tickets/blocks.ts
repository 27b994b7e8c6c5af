import { attempt, type Page, pageOf, Refusal, type Result, veiled } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Block } from './entities/block.ts';
import type { Asker } from './limits.ts';

export const blockReasonLimit = 300;

/** Blocks of one guild. Each list has pages. */
const limit = 1000;

/** Who is to be blocked. */
export type BlockDraft = Pick<Block, 'guild' | 'subject' | 'kind' | 'reason' | 'until'>;

/** Who may not open tickets, for how long, and why. */
export class Blocks {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Blocks somebody; who is blocked already is so from now on as this says. @returns it, or why not:
   * `block-reason-length`, `block-over`, `too-many-blocks`.
   */
  async add(draft: BlockDraft, by: string): Promise<Result<Block, Refusal>> {
    const { guild, subject, kind, until } = draft;
    const { clock, database, audit } = this.#context;
    const reason = draft.reason?.trim() || null;
    return attempt(database, async (em) => {
      const now = clock.now();
      if (reason && reason.length > blockReasonLimit) {
        throw new Refusal('block-reason-length', { max: blockReasonLimit });
      }
      if (until && until <= now) {
        throw new Refusal('block-over');
      }
      await em.nativeDelete(Block, { guild, until: { $lte: now } });
      const there = await em.findOne(Block, { guild, subject }, { disableIdentityMap: true });
      if (!there && (await em.count(Block, { guild })) >= limit) {
        throw new Refusal('too-many-blocks', { max: limit });
      }
      const row = { guild, subject, kind, reason, until: until ?? null, by, at: now };
      await em.upsert(Block, row, { disableIdentityMap: true });
      await audit.write(em, {
        guild,
        actor: by,
        action: 'block.add',
        target: subject,
        to: until ? until.toISOString() : 'always',
        ...(reason && { reason }),
      });
      return row;
    });
  }

  /** Lets somebody open tickets again. @returns the block that was, or why not: `not-blocked`. */
  async remove(guild: string, subject: string, by: string): Promise<Result<Block, Refusal>> {
    const { clock, database, audit } = this.#context;
    return attempt(database, async (em) => {
      const subjects = { $in: [subject, veiled(guild, subject)] };
      const block = await em.findOne(Block, { guild, subject: subjects }, { disableIdentityMap: true });
      const gone = await em.nativeDelete(Block, { guild, subject: subjects });
      if (!block || gone === 0 || isOver(block, clock.now())) {
        throw new Refusal('not-blocked');
      }
      await audit.write(em, { guild, actor: by, action: 'block.remove', target: subject });
      return block;
    });
  }

  /** One page of those that are blocked now, the last one first. */
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

/** @throws Refusal `blocked`, `blocked-until`, `blocked-reason` or `blocked-until-reason`. */
export async function needUnblocked(
  em: EntityManager,
  { guild, creator, roles = [] }: Asker,
  now: Date,
): Promise<void> {
  const blocks = await em.find(
    Block,
    { guild, subject: { $in: [creator, veiled(guild, creator), ...roles] } },
    { disableIdentityMap: true },
  );
  const block = blocks
    .filter((one) => !isOver(one, now))
    // Whoever is blocked twice is told of the block that lasts longer.
    .sort((a, b) => (b.until?.getTime() ?? Infinity) - (a.until?.getTime() ?? Infinity))[0];
  if (block) {
    const code = ['blocked', ...(block.until ? ['until'] : []), ...(block.reason ? ['reason'] : [])].join(
      '-',
    );
    throw new Refusal(code, { at: block.until ?? null, reason: block.reason });
  }
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
  await em.nativeUpdate(Block, { by: user }, { by: 'forgotten' });
}

const isOver = ({ until }: Block, now: Date) => until != null && until <= now;
