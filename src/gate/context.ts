import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntryKind, Subject } from './entry.ts';

/** What is going on, for logs, audit entries and errors. */
export interface RunContext {
  readonly plugin: string;
  readonly generation: number;
  readonly entry: EntryKind;
  readonly name: string;
  readonly subject: Subject;
  readonly requestId: string;
  outcome: Outcome;
  /** What it failed with, also where somebody else caught it. */
  error?: unknown;
  /** Ends when the person was told of it. */
  told?: Promise<void>;
}

/** How an entry ended. `refused-*` never ran the plugin; `refused-unchecked`: nobody could say whether it may run. */
export type Outcome =
  | 'ok'
  | 'refusal'
  | 'error'
  | 'refused-off'
  | 'refused-capability'
  | 'refused-paused'
  | 'refused-unchecked'
  | 'late';

const storage = new AsyncLocalStorage<RunContext>();

/** The run that the current call is part of. */
export function currentRun(): RunContext | undefined {
  return storage.getStore();
}

export function runIn<T>(context: RunContext, body: () => T): T {
  return storage.run(context, body);
}
