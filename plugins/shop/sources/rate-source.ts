import type { Pair, PricedPair } from '../payment/rates.ts';

/**
 * Why a rate source says nothing. `unreachable`: no answer comes from there at all; `busy`: it wants to be left alone;
 * `refused`: its status says no; `unclear`: there is no number in its answer that can be a rate.
 */
export type RateTrouble = 'unreachable' | 'busy' | 'refused' | 'unclear';

/** An answer that says nothing. */
export interface Failure {
  readonly trouble: RateTrouble;
  /** What was wrong, for the log: at most 60 characters, and nothing that was sent. */
  readonly detail: string;
  /** For how long it wants to be left alone, in ms. */
  readonly wait?: number | undefined;
}

/** What the source says of one coin in one currency. */
export type RateSaid = PricedPair | (Pair & Failure);

/** Who is asked what coins cost. It never throws for what the other side does. */
export interface RateSource {
  /** The name of its host, for people: at most 60 characters. */
  readonly name: string;
  /** Tells it from others: what another one said counts for nothing. At most 16 characters. */
  readonly id: string;
  /** @returns what it says; of more pairs than it is asked about at once, about the first. */
  ask(pairs: readonly Pair[]): Promise<readonly RateSaid[]>;
}
