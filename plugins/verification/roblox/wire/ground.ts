import type { Clock, PluginLogger } from '@guildhall/sdk';

/** What requests stand on: an address, the network, time and chance. */
export interface Ground {
  /** Roblox's base address: the real one, or a local one. */
  readonly base: URL;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Comes back after `ms` milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  /** A signal that is aborted after `ms` milliseconds. */
  readonly deadline: (ms: number) => AbortSignal;
  readonly log: Pick<PluginLogger, 'warn'>;
}

/** Unix milliseconds. */
export const nowOf = ({ clock }: Pick<Ground, 'clock'>) => clock.now().getTime();
