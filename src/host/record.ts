import type { Plugin } from '../sdk/plugin.ts';
import { Failures } from './failures.ts';
import type { Generation } from './generation.ts';
import type { PluginProblem } from './problem.ts';
import type { PluginSource } from './source.ts';

/**
 * `failed`: the newest files could not be taken; the generation before, if there is one, keeps serving. `waiting`: a
 * service it needs is away. `disabled`: the owner took it away everywhere. `quarantined`: it kept throwing.
 */
export type PluginState =
  | 'discovered'
  | 'loading'
  | 'running'
  | 'failed'
  | 'waiting'
  | 'unloading'
  | 'unloaded'
  | 'disabled'
  | 'quarantined';

/** What the host knows about one plugin folder. `state` and `needs` follow from the rest: see {@link stand}. */
export interface PluginRecord {
  readonly name: string;
  folder: string;
  state: PluginState;
  /** The services that are missing now. */
  needs: readonly string[];
  /** What is being done with it at this moment. */
  phase: 'loading' | 'unloading' | undefined;
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

/**
 * Draws the conclusions from what is known: the state that people see, and whether the generation may serve. Whatever
 * keeps it from serving is looked at anew each time, so that nothing stays paused when its reason is gone.
 * @returns whether it serves now and did not, or the other way round.
 */
export function stand(
  record: PluginRecord,
  missing: (definition: Plugin['definition'] | undefined) => readonly string[],
): boolean {
  const { generation } = record;
  const lacking = missing(generation?.definition);
  record.needs = [...new Set([...lacking, ...(record.waiting ? missing(record.definition) : [])])];
  record.state = stateOf(record, lacking.length > 0);
  const paused = record.disabled || record.quarantined || lacking.length > 0;
  if (!generation || generation.paused === paused) {
    return false;
  }
  generation.paused = paused;
  return true;
}

function stateOf(record: PluginRecord, lacking: boolean): PluginState {
  const { phase, generation } = record;
  if (phase) {
    return phase;
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
  if (lacking) {
    return 'waiting';
  }
  if (record.problem) {
    return 'failed';
  }
  if (record.waiting) {
    return 'waiting';
  }
  return generation ? 'running' : 'discovered';
}
