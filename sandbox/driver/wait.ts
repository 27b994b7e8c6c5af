import type { World } from '../discord/state/world.ts';

/**
 * How long a wait lasts by default, in real milliseconds: a bot that sent much may wait five seconds for Discord, and a
 * busy machine may stand still for some.
 */
export const PATIENCE = 30_000;

/**
 * How often a condition is looked at again although nothing happened here, in real milliseconds: time passes, and a
 * condition may speak of something outside, like the bot's database.
 */
const LOOK_AGAIN = 20;

/** A wait came to its end in vain. The message shows what was there instead. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
}

export interface Wait {
  /** Real milliseconds until the wait gives up. */
  readonly timeout?: number | undefined;
  /** What to say when it does: what was waited for, and what was there instead. */
  readonly describe: () => string;
}

/**
 * Waits until `condition` gives something truthy; it is looked at after every change. One that throws counts as not
 * yet.
 * @returns what the condition gave.
 * @throws WaitTimeout, with `describe()` and the last error of the condition.
 */
export function waitUntil<Value>(
  world: World,
  condition: () => Value | Promise<Value>,
  { timeout = PATIENCE, describe }: Wait,
): Promise<NonNullable<Value>> {
  const trace = new WaitTimeout();
  return new Promise((resolve, reject) => {
    let looking = false;
    let over = false;
    let again = false;
    let lastError: unknown;

    const end = (): void => {
      over = true;
      clearInterval(tick);
      clearTimeout(limit);
      unlisten();
    };
    const giveUp = (): void => {
      if (over) return;
      end();
      const because = lastError === undefined ? '' : `\nThe condition last threw: ${messageOf(lastError)}`;
      trace.message = `${describe()}${because}`;
      trace.stack = trace.stack?.replace(/^\w+/, () => `WaitTimeout: ${trace.message}`);
      reject(trace);
    };
    const look = async (): Promise<void> => {
      if (over) return;
      if (looking) {
        again = true;
        return;
      }
      looking = true;
      do {
        again = false;
        try {
          const value = await condition();
          lastError = undefined;
          if (over) return;
          if (value) {
            end();
            return resolve(value as NonNullable<Value>);
          }
        } catch (error) {
          lastError = error;
        }
      } while (again && !over);
      looking = false;
    };
    // A change is published in the middle of the work that makes it; the microtask looks when that work is done.
    let queued = false;
    const changed = (): void => {
      if (queued) return;
      queued = true;
      queueMicrotask(() => {
        queued = false;
        void look();
      });
    };
    const unlisten = world.onChange(changed);
    const tick = setInterval(look, LOOK_AGAIN);
    const limit = setTimeout(giveUp, timeout);
    void look();
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
