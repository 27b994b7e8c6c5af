import { attempt, conflictOf, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { Block } from './entities/block.ts';
import { goodReason } from './review.ts';

/** People who may not buy. */
export class Blocks {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns the block, or why not: `blocked-already`, `reason-length`. */
  async add(guild: string, user: string, by: string, reason?: string): Promise<Result<Block, Refusal>> {
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const why = reason?.trim() ? goodReason(reason) : null;
      const block = em.create(Block, { guild, user, reason: why, by, at: clock.now() });
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Refusal('blocked-already', { user }) : error;
      });
      await audit.write(em, {
        guild,
        actor: by,
        action: 'block-add',
        target: user,
        ...(why && { reason: why }),
      });
      return block;
    });
  }

  /** @returns nothing, or why not: `not-blocked`. */
  async remove(guild: string, user: string, by: string): Promise<Result<void, Refusal>> {
    const { audit, database } = this.#context;
    return attempt(database, async (em) => {
      if ((await em.nativeDelete(Block, { guild, user })) === 0) {
        throw new Refusal('not-blocked', { user });
      }
      await audit.write(em, { guild, actor: by, action: 'block-remove', target: user });
    });
  }

  /** The newest first. @param page from 0. */
  async list(guild: string, page: number): Promise<Page<Block>> {
    return pageOf(
      this.#context.database.read(),
      Block,
      { guild },
      { page, size: 10, orderBy: { at: 'desc', user: 'asc' } },
    );
  }
}
