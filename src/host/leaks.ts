import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often and how long to look, in ms between. */
const looks = [50, 500, 2_000, 5_000];

/**
 * Whether `held`, the heart of an unloaded generation, was freed. It collects garbage itself, so it is for an unload,
 * not for every reload.
 */
export async function isFreed(held: WeakRef<object>): Promise<boolean> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (const pause of looks) {
    await new Promise((resolve) => setTimeout(resolve, pause).unref());
    collect();
    if (held.deref() === undefined) {
      return true;
    }
  }
  return false;
}
