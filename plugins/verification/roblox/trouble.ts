import type { Trouble } from './roblox.ts';

const kinds: readonly string[] = ['throttled', 'down', 'changed'] satisfies Trouble['kind'][];

/** Whether there was no answer. */
export function isTrouble(outcome: { readonly kind: string }): outcome is Trouble {
  return kinds.includes(outcome.kind);
}

export const down = { kind: 'down' } as const satisfies Trouble;
