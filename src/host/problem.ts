import { relative } from 'node:path';

/** The steps of a load, in order. */
export type Step = 'discover' | 'bundle' | 'evaluate' | 'validate' | 'prepare' | 'commit' | 'retire' | 'run';

/** Why a plugin could not be loaded: the step, one sentence, and the place in the plugin's own source. */
export class PluginProblem extends Error {
  readonly step: Step;
  /** As `folder/file.ts:line`, where it is known. */
  readonly place: string | undefined;

  constructor(
    step: Step,
    message: string,
    options: { readonly place?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'PluginProblem';
    this.step = step;
    this.place = options.place;
  }

  /** Wraps whatever a step threw; the place is the first line of the stack that lies in `folder`. */
  static from(step: Step, error: unknown, folder: string): PluginProblem {
    if (error instanceof PluginProblem) {
      return error;
    }
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const place = placeIn(error, folder);
    return new PluginProblem(step, message, { cause: error, ...(place ? { place } : {}) });
  }
}

/** The first place of an error's stack that lies in `folder`, as `folder/file.ts:line`. */
export function placeIn(error: unknown, folder: string): string | undefined {
  const stack = error instanceof Error ? error.stack : undefined;
  for (const line of stack?.split('\n') ?? []) {
    const found = /\(?(?:file:\/\/)?([^()\s]+\.[cm]?[jt]s):(\d+)(?::\d+)?\)?$/.exec(line.trim());
    if (found?.[1]?.startsWith(`${folder}/`)) {
      return `${relative(`${folder}/..`, found[1])}:${found[2]}`;
    }
  }
  return undefined;
}
