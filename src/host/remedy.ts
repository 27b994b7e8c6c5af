import type { Loader } from './loader.ts';
import { PluginProblem } from './problem.ts';
import type { PluginRecord } from './record.ts';
import type { PluginSource } from './source.ts';

/** After a swap, a new generation that mostly fails is taken back within this time, in ms. */
const grace = 60_000;
/** Failed runs before a new generation is taken back, and before a plugin is put in quarantine. */
const rollbackAfter = 3;
const quarantineAfter = 10;

/** Counts one more run of a plugin. @param now in ms. @returns what is to be done about it, if anything. */
export function remedyFor(
  { previous, failures, committedAt, quarantined }: PluginRecord,
  failed: boolean,
  now: number,
): 'take-back' | 'quarantine' | undefined {
  failures.count(now, failed);
  if (!failed || quarantined) {
    return undefined;
  }
  if (previous && now - committedAt < grace && failures.mostFail(rollbackAfter)) {
    return 'take-back';
  }
  return failures.mostFail(quarantineAfter) ? 'quarantine' : undefined;
}

/**
 * Puts the files of before back into service, after `error` made the newest ones useless.
 * @returns false when that did not work: the newest go on.
 */
export async function takeBack(
  loader: Loader,
  record: PluginRecord,
  to: PluginSource,
  error: unknown,
): Promise<boolean> {
  const { folder } = record;
  const bad = record.generation!.number;
  try {
    if (!(await loader.take(record, to))) {
      return false;
    }
  } catch (failure) {
    loader.failed(record, PluginProblem.from('run', failure, folder));
    return false;
  }
  record.previous = undefined;
  const { message, place } = PluginProblem.from('run', error, folder);
  record.problem = new PluginProblem('run', `generation ${bad} kept failing and was taken back: ${message}`, {
    cause: error,
    place,
  });
  loader.log(record).error(`${record.name}: ${record.problem.message}`, { place, error });
  return true;
}
