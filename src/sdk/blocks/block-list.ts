import type { EntityManager } from '@mikro-orm/core';
import type { Result } from '@sapphire/framework';
import { attempt } from '../attempt.ts';
import { type Page, pageOf } from '../database.ts';
import { forgotten } from '../person.ts';
import type { PluginHost } from '../plugin.ts';
import { Refusal } from '../refusal.ts';
import { veiled } from '../veiled.ts';
import { type Block, type BlockTable, blockReasonLimit } from './block.ts';

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

/** Who may not, for how long, and why. Everything is in the audit log, as `block-add` and `block-remove`. */
export class BlockList {
  readonly #table: BlockTable;
  readonly #host: Pick<PluginHost, 'audit' | 'clock' | 'database'>;

  constructor(table: BlockTable, host: Pick<PluginHost, 'audit' | 'clock' | 'database'>) {
    this.#table = table;
    this.#host = host;
  }

  /**
   * Blocks somebody; who is blocked already is so from now on as this says. @returns it, or why not: `block-over`,
   * `block-reason-length`, `too-many-blocks`.
   */
  async add(draft: BlockDraft, by: string): Promise<Result<Block, Refusal>> {
    const { guild, subject, kind, until } = draft;
    const { audit, clock, database } = this.#host;
    const reason = draft.reason?.trim() || null;
    return attempt(database, async (em) => {
      const now = clock.now();
      if (reason && reason.length > blockReasonLimit) {
        throw new Refusal('block-reason-length', { max: blockReasonLimit });
      }
      if (until && until <= now) {
        throw new Refusal('block-over');
      }
      await em.nativeDelete(this.#table, { guild, until: { $lte: now } });
      const there = await em.count(this.#table, { guild, subject });
      if (there === 0 && (await em.count(this.#table, { guild })) >= limit) {
        throw new Refusal('too-many-blocks', { max: limit });
      }
      const row = { guild, subject, kind, reason, until: until ?? null, by, at: now };
      await em.upsert(this.#table, row, { disableIdentityMap: true });
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

  /** Lets somebody again. @returns the block that was, or why not: `not-blocked`. */
  async remove(guild: string, subject: string, by: string): Promise<Result<Block, Refusal>> {
    const { audit, clock, database } = this.#host;
    return attempt(database, async (em) => {
      const subjects = { $in: [subject, veiled(guild, subject)] };
      const block = await em.findOne(this.#table, { guild, subject: subjects }, { disableIdentityMap: true });
      const gone = await em.nativeDelete(this.#table, { guild, subject: subjects });
      if (!block || gone === 0 || isOver(block, clock.now())) {
        throw new Refusal('not-blocked');
      }
      await audit.write(em, { guild, actor: by, action: 'block-remove', target: subject });
      return block;
    });
  }

  /** The block that holds for somebody now, as {@link blockOf} says. */
  async of(suspect: Suspect): Promise<Block | undefined> {
    const { clock, database } = this.#host;
    return blockOf(database.read(), this.#table, suspect, clock.now());
  }

  /** Those that are blocked now, the newest first. @param page from 0. */
  async list(guild: string, page: number): Promise<Page<Block>> {
    const where = { guild, $or: [{ until: null }, { until: { $gt: this.#host.clock.now() } }] };
    return pageOf(this.#host.database.read(), this.#table, where, {
      page,
      size: 10,
      orderBy: { at: 'desc', subject: 'asc' },
    });
  }
}

/** The block that holds for somebody now; of several the one that lasts longest. */
export async function blockOf(
  em: EntityManager,
  table: BlockTable,
  { guild, user, roles }: Suspect,
  now: Date,
): Promise<Block | undefined> {
  const blocks = await em.find(
    table,
    { guild, subject: { $in: [user, veiled(guild, user), ...roles] } },
    { disableIdentityMap: true },
  );
  const end = ({ until }: Block) => until?.getTime() ?? Number.POSITIVE_INFINITY;
  return blocks.filter((one) => !isOver(one, now)).sort((a, b) => end(b) - end(a))[0];
}

/** What somebody reads whom a block keeps out: `blocked`, with `-until` where it ends and `-reason` where one was said. */
export function refusalOfBlock({ until = null, reason = null }: Block): Refusal {
  const code = ['blocked', until && 'until', reason && 'reason'].filter(Boolean).join('-');
  return new Refusal(code, { at: until, reason });
}

/**
 * Takes the id of somebody who asked to be forgotten out of their blocks, and why they were blocked. They stay blocked:
 * nobody gets free by it.
 */
export async function veilBlocks(em: EntityManager, table: BlockTable, user: string): Promise<void> {
  for (const { guild } of await em.find(table, { subject: user }, { fields: ['guild'] })) {
    await em.nativeDelete(table, { guild, subject: veiled(guild, user) });
    await em.nativeUpdate(table, { guild, subject: user }, { subject: veiled(guild, user), reason: null });
  }
  await em.nativeUpdate(table, { by: user }, { by: forgotten });
}

const isOver = ({ until }: Block, now: Date) => until != null && until <= now;
