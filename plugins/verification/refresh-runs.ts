import { attempt, automatic, compareAndSet, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { after, type Context, day } from './context.ts';
import { Link } from './entities/link.ts';
import { RefreshRun } from './entities/refresh-run.ts';

/** How many members one job looks at, which are asked about together; then it makes way for others. */
export const batchSize = 100;

/** How one member came out of it. */
export type MemberOutcome = 'same' | 'changed' | 'failed';

/** Passes over all linked members of a guild: rows that remember how far they came, and jobs that go on from there. */
export class RefreshRuns {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Begins a run. @returns it, or `refresh-running` when there is one, or `nobody-linked`. */
  async start(guild: string, by: string): Promise<Result<RefreshRun, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const total = await em.count(Link, { guild });
      if (total === 0) {
        throw new Refusal('nobody-linked');
      }
      const startedAt = this.#context.clock.now();
      const run = em.create(RefreshRun, {
        id: this.#context.newId(),
        guild,
        by,
        startedAt,
        total,
        openKey: guild,
      });
      if (await flushOrConflict(em)) {
        throw new Refusal('refresh-running');
      }
      await this.#audit(em, 'refresh.start', run, by);
      await this.#schedule(em, run, startedAt);
      return run;
    });
  }

  /** Ends a run early. What was done stays done. */
  async cancel(guild: string, id: string, by: string): Promise<Result<RefreshRun, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const run = await em.findOne(RefreshRun, { id, guild });
      if (!run || !(await this.#end(em, run, 'cancelled'))) {
        throw new Refusal('refresh-over');
      }
      await this.#context.jobs.cancel(em, keyOf(run));
      await this.#audit(em, 'refresh.cancel', run, by);
      return em.findOneOrFail(RefreshRun, { id }, { refresh: true });
    });
  }

  /** A run that goes on. */
  async open(guild: string): Promise<RefreshRun | undefined> {
    return (await this.#context.database.read().findOne(RefreshRun, { openKey: guild })) ?? undefined;
  }

  async find(guild: string, id: string): Promise<RefreshRun | undefined> {
    return (await this.#context.database.read().findOne(RefreshRun, { id, guild })) ?? undefined;
  }

  /** Remembers the message that shows how far a run is. */
  async shownIn(id: string, channel: string, message: string): Promise<void> {
    await this.#context.database.transaction((em) =>
      em.nativeUpdate(RefreshRun, { id }, { channel, message }),
    );
  }

  /** The links of the members who come next, or undefined when the run is over. */
  async next({ id, guild }: { id: string; guild: string }): Promise<Link[] | undefined> {
    const em = this.#context.database.read();
    const run = await em.findOne(RefreshRun, { id, guild, openKey: guild });
    const where = { guild, user: { $gt: run?.cursor ?? '' } };
    return run ? em.find(Link, where, { orderBy: { user: 'asc' }, limit: batchSize }) : undefined;
  }

  /** Writes down that a member was looked at. @returns whether the run still goes on. */
  async passed(guild: string, id: string, user: string, outcome: MemberOutcome): Promise<boolean> {
    return this.#context.database.transaction(async (em) => {
      const run = await em.findOne(RefreshRun, { id, guild, openKey: guild });
      if (!run) {
        return false;
      }
      const { done, changed, failed, cursor } = run;
      const counts = {
        done: done + 1,
        changed: changed + (outcome === 'changed' ? 1 : 0),
        failed: failed + (outcome === 'failed' ? 1 : 0),
      };
      const now = { id, openKey: guild, cursor };
      return compareAndSet(em, RefreshRun, now, { ...counts, cursor: user, waitsUntil: null });
    });
  }

  /** Has the run go on, at once or when Roblox answers again. */
  async goOn(guild: string, id: string, pause = 0): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const until = after(this.#context.clock.now(), pause);
      const waitsUntil = pause > 0 ? until : null;
      if (await compareAndSet(em, RefreshRun, { id, guild, openKey: guild }, { waitsUntil })) {
        await this.#schedule(em, { id, guild }, until);
      }
    });
  }

  /** Everybody was looked at. */
  async finish(guild: string, id: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const run = await em.findOne(RefreshRun, { id, guild });
      if (run && (await this.#end(em, run, 'done'))) {
        await this.#audit(em, 'refresh.done', run, automatic);
      }
    });
  }

  /** Begins the runs that are due in these guilds. */
  async startDue(guilds: readonly string[]): Promise<void> {
    const now = this.#context.clock.now();
    for (const guild of guilds) {
      const { refreshDays } = await this.#context.settings(guild);
      if (refreshDays === 0) {
        continue;
      }
      const last = await this.#context.database
        .read()
        .findOne(RefreshRun, { guild }, { orderBy: { startedAt: 'desc' } });
      // A guild that has never had a run gets its first one when its first link is as old as a run may be.
      const since = last?.startedAt ?? (await this.#firstLink(guild));
      if (since && after(since, refreshDays * day) <= now) {
        await this.start(guild, automatic);
      }
    }
  }

  async #firstLink(guild: string): Promise<Date | undefined> {
    const first = await this.#context.database
      .read()
      .findOne(Link, { guild }, { orderBy: { linkedAt: 'asc' } });
    return first?.linkedAt;
  }

  async #end(em: EntityManager, { id, guild }: RefreshRun, state: 'done' | 'cancelled'): Promise<boolean> {
    const change = { state, openKey: null, endedAt: this.#context.clock.now(), waitsUntil: null };
    return compareAndSet(em, RefreshRun, { id, openKey: guild }, change);
  }

  async #schedule(em: EntityManager, run: { id: string; guild: string }, runAt: Date): Promise<void> {
    const payload = { guild: run.guild, run: run.id };
    await this.#context.jobs.add(em, 'refresh-all', payload, { runAt, key: keyOf(run) });
  }

  async #audit(em: EntityManager, action: string, { guild, id, total }: RefreshRun, actor: string) {
    await this.#context.audit.write(em, { guild, actor, action, target: id, to: total });
  }
}

const keyOf = ({ id }: { id: string }) => `refresh:${id}`;
