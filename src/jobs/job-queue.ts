import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../sdk/clock.ts';
import type { JobOptions, Jobs } from '../sdk/jobs.ts';
import { HostJob, type JobRow, slotOf } from './job-table.ts';

/** The longest key of a job, in characters: with the plugin's name it must fit into an index of every database. */
export const keyLimit = 150;

export interface JobQueueOptions {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Is told that a transaction added a job: the runner is to be woken once it commits. */
  readonly onAdded?: (em: EntityManager) => void;
}

/** The jobs of one plugin. */
export function jobsOf(plugin: string, options: JobQueueOptions): Jobs {
  return {
    async add(em, name, payload, { runAt, key, keepEarlier = false }: JobOptions = {}) {
      if (key !== undefined && (key === '' || key.length > keyLimit)) {
        throw new RangeError(`the key of a job has 1 to ${keyLimit} characters, not ${key.length}: ${key}`);
      }
      const now = options.clock.now();
      const job = newJob({ id: options.newId(), plugin, name, payload, key, runAt: runAt ?? now, now });
      if (key === undefined) {
        await em.insert(HostJob, job);
      } else {
        await em.upsert(HostJob, job, {
          onConflictFields: ['slot'],
          onConflictExcludeFields: ['id', 'createdAt', ...(keepEarlier ? (['runAt'] as const) : [])],
          disableIdentityMap: true,
        });
        if (keepEarlier) {
          const later = { slot: job.slot, runAt: { $gt: job.runAt } };
          await em.nativeUpdate(HostJob, later, { runAt: job.runAt });
        }
      }
      options.onAdded?.(em);
    },

    async cancel(em, key) {
      await em.nativeDelete(HostJob, { plugin, key, state: { $ne: 'running' } });
      await em.nativeUpdate(HostJob, { plugin, key, state: 'running' }, { cancelled: true });
    },
  };
}

interface NewJob extends Pick<JobRow, 'id' | 'plugin' | 'name' | 'payload' | 'runAt'> {
  readonly key: string | undefined;
  readonly now: Date;
}

/** The row of a job that nobody has looked at yet. */
export function newJob({
  key = null,
  now,
  ...job
}: Omit<NewJob, 'key'> & { key?: string | null | undefined }) {
  return {
    ...job,
    guild: typeof job.payload.guild === 'string' ? job.payload.guild : null,
    key,
    slot: slotOf({ plugin: job.plugin, key }, 'ready'),
    state: 'ready' as const,
    attempts: 0,
    leaseOwner: null,
    leaseUntil: null,
    cancelled: false,
    parkedAt: null,
    lastError: null,
    createdAt: now,
  };
}
