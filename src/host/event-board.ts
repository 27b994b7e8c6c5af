import type { EntityManager } from '@mikro-orm/core';
import type { EventPublisher } from '../sdk/events.ts';
import type { Jobs } from '../sdk/jobs.ts';
import { definitionOf, type PluginRecord } from './record.ts';

/** Two names with a dot between: `orders.changed`. */
const eventName = /^[a-z][a-z0-9-]{0,29}\.[a-z][a-z0-9-]{0,39}$/;

export interface EventBoardParts {
  readonly records: () => readonly PluginRecord[];
  readonly jobsOf: (plugin: string) => Jobs;
  /** Whether a feature is on in a guild, as a transaction sees it. */
  readonly isOnIn: (em: EntityManager, plugin: string, guild: string) => Promise<boolean>;
}

/** What one plugin tells the others: a job for each that hears it. */
export function eventsOf(plugin: string, { records, jobsOf, isOnIn }: EventBoardParts): EventPublisher {
  return {
    async publish(em, name, payload, { key } = {}) {
      if (!eventName.test(name) || !name.startsWith(`${plugin}.`)) {
        throw new Error(`tells "${name}": the events of this plugin are named ${plugin}. and a word`);
      }
      const { guild } = payload as { guild?: unknown };
      for (const record of records()) {
        const hears = definitionOf(record)?.hears?.includes(name);
        if (hears && (typeof guild !== 'string' || (await isOnIn(em, record.name, guild)))) {
          await jobsOf(record.name).add(
            em,
            name,
            payload,
            key === undefined ? {} : { key: `${name}:${key}` },
          );
        }
      }
    },
  };
}
