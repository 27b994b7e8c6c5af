import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';

/** The steps of a load, in order. */
export type Step = 'discover' | 'bundle' | 'evaluate' | 'validate' | 'prepare' | 'commit' | 'retire' | 'run';

export interface ProblemOptions {
  readonly place?: string | undefined;
  readonly cause?: unknown;
  /** The other plugin that has what this one wants: without it, all would be well. */
  readonly rival?: string;
}

/** Why a plugin could not be loaded: the step, one sentence, and the place in the plugin's own source. */
export class PluginProblem extends Error {
  readonly step: Step;
  /** As `folder/file.ts:line`, where it is known. */
  readonly place: string | undefined;
  readonly rival: string | undefined;

  constructor(step: Step, message: string, { place, cause, rival }: ProblemOptions = {}) {
    super(message, { cause });
    this.name = 'PluginProblem';
    this.step = step;
    this.place = place;
    this.rival = rival;
  }

  /**
   * Wraps whatever a step threw; the place is the first line of the stack that lies in `folder`.
   * @param fallback the place where the stack tells none.
   */
  static from(step: Step, error: unknown, folder: string, fallback?: string): PluginProblem {
    if (error instanceof PluginProblem) {
      return error;
    }
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new PluginProblem(step, message, { cause: error, place: placeIn(error, folder) ?? fallback });
  }
}

/** The first place of an error's stack that lies in `folder`, as `folder/file.ts:line`. */
export function placeIn(error: unknown, folder: string): string | undefined {
  const found = stackOf(error).find(({ file }) => file.startsWith(`${folder}/`));
  return found && `${relative(`${folder}/..`, found.file)}:${found.line}`;
}

/** The files and lines of an error's stack, where it was thrown first. */
export function stackOf(error: unknown): { readonly file: string; readonly line: string }[] {
  const stack = error instanceof Error ? error.stack : undefined;
  return (typeof stack === 'string' ? stack.split('\n') : []).flatMap((line) => {
    const found = /\(?(?:file:\/\/)?([^()\s]+\.[cm]?[jt]s):(\d+)(?::\d+)?\)?$/.exec(line.trim());
    return found ? [{ file: found[1]!, line: found[2]! }] : [];
  });
}

/** The place in a plugin's file where `text` stands first; its first line when it stands nowhere. */
export function placeOfText(folder: string, file: string, text: string | RegExp): string {
  let lines: string[] = [];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    // It is gone by now: its name is all there is to say.
  }
  const line = lines.findIndex((each) => (typeof text === 'string' ? each.includes(text) : text.test(each)));
  return `${basename(folder)}${file.slice(folder.length)}:${Math.max(line, 0) + 1}`;
}
