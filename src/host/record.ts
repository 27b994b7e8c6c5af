import type { PluginState } from '../admin/admin-host.ts';
import type { Plugin } from '../sdk/plugin.ts';
import { Failures } from './failures.ts';
import type { Generation } from './generation.ts';
import type { PluginProblem } from './problem.ts';
import type { PluginSource } from './source.ts';

/** What the host knows about one plugin folder. `state` and `needs` follow from the rest: see {@link stand}. */
export interface PluginRecord {
  readonly name: string;
  folder: string;
  state: PluginState;
  /** The services that are missing now. */
  needs: readonly string[];
  /** What is being done with it at this moment. */
  phase: 'loading' | undefined;
  /** Ends when what was taken out of service runs no more. */
  leaving: Promise<void> | undefined;
  generation: Generation | undefined;
  /** The files of the generation that serves. */
  source: PluginSource | undefined;
  /** What it was before the last swap, while the new one may still be taken back. */
  previous: PluginSource | undefined;
  committedAt: number;
  /** What the newest files declare, as far as they could be read. */
  definition: Plugin['definition'] | undefined;
  /** Why the newest files were not taken. */
  problem: PluginProblem | undefined;
  /** The newest files do not fit the other plugins, and are tried again when those change. */
  waiting: boolean;
  failures: Failures;
  /** It kept throwing, and nothing of it runs until it is loaded anew. */
  quarantined: boolean;
  /** Taken away everywhere by the owner. */
  disabled: boolean;
  /** Taken out by the owner. */
  unloaded: boolean;
}

/** A plugin that was found and not yet looked into. */
export function newRecord(
  name: string,
  folder: string,
  kept: { readonly disabled: boolean; readonly unloaded: boolean },
): PluginRecord {
  return {
    name,
    folder,
    state: kept.unloaded ? 'unloaded' : 'discovered',
    needs: [],
    phase: undefined,
    leaving: undefined,
    generation: undefined,
    source: undefined,
    previous: undefined,
    committedAt: 0,
    definition: undefined,
    problem: undefined,
    waiting: false,
    failures: new Failures(),
    quarantined: false,
    ...kept,
  };
}

/** What the plugin declares that serves; before its first load is done, what it is about to declare. */
export function definitionOf(record: PluginRecord | undefined): PluginRecord['definition'] {
  return record?.generation?.definition ?? record?.definition;
}

/** What {@link stand} must know of the services that are there. */
export interface Surroundings {
  /** The required services that are away now. */
  missing(definition: Plugin['definition'] | undefined): readonly string[];
  /** Whether a generation was made with services that were replaced since. */
  outdated(generation: Generation): boolean;
}

/**
 * Draws the conclusions from what is known: the state that people see, and whether the generation may serve. Whatever
 * keeps it from serving is looked at anew each time, so that nothing stays paused when its reason is gone.
 * @returns whether it serves now and did not, or the other way round.
 */
export function stand(record: PluginRecord, { missing, outdated }: Surroundings): boolean {
  const { generation } = record;
  const lacking = missing(generation?.definition);
  record.needs = [...new Set([...lacking, ...(record.waiting ? missing(record.definition) : [])])];
  record.state = stateOf(record, lacking.length > 0);
  if (!generation) {
    return false;
  }
  // It may have kept a service that is gone: once paused, it goes on when it was made anew.
  const stale = generation.paused && outdated(generation);
  const paused = record.disabled || record.quarantined || lacking.length > 0 || stale;
  const changed = generation.paused !== paused;
  generation.paused = paused;
  return changed;
}

/** Reasons by weight: the first that holds is the state. */
function stateOf(record: PluginRecord, lacking: boolean): PluginState {
  const { phase, leaving, generation, problem, waiting } = record;
  if (phase) {
    return phase;
  }
  if (!generation && leaving) {
    return 'unloading';
  }
  if (!generation && record.unloaded) {
    return 'unloaded';
  }
  if (record.disabled && generation) {
    return 'disabled';
  }
  if (record.quarantined) {
    return 'quarantined';
  }
  if (lacking || (waiting && !problem)) {
    return 'waiting';
  }
  if (problem) {
    return 'failed';
  }
  return generation ? 'running' : 'discovered';
}
