import type { Refusal, Result } from '@guildhall/sdk';

/** A payment that somebody other than its buyer saw: a program that watches a wallet, a payment service. */
export interface SeenPayment {
  /** The name of the source, such as `webhook`. */
  readonly source: string;
  /** What the source calls it: the same payment has the same one. At most 80 characters. */
  readonly id: string;
  /** What the payment names its order by: the id, or its end. */
  readonly reference?: string | undefined;
  readonly transaction?: string | undefined;
  /**
   * Which part of the transaction it is, as its network counts them: at most 40 characters. Without it, what has another
   * `id` is another payment of the transaction.
   */
  readonly output?: string | undefined;
  /** In whole coins or whole units of the currency: digits with a dot. */
  readonly amount: string;
  /** The code of a coin or currency. */
  readonly currency: string;
  /** Whether the source is sure that it stays: enough confirmations, no way back. */
  readonly settled: boolean;
  readonly at: Date;
}

/** What became of a report. `unplaced`: it is kept, and nobody knows which order it pays. */
export type Noted = 'noted' | 'known' | 'unplaced';

/** Takes what a source saw. It decides nothing: staff do, or the rule that the owner switched on. */
export interface PaymentReports {
  /** @returns what became of it, or why not: `amount-unclear`. What is reported again adds what was not known. */
  seen(guild: string, payment: SeenPayment): Promise<Result<Noted, Refusal>>;
  /** @returns how many were newer than what was known; or why not: `no-such-coin`, `rate-unclear`. */
  rates(guild: string, told: readonly ToldRate[], at: Date): Promise<Result<number, Refusal>>;
}

/** What a coin costs, as a source says. */
export interface ToldRate {
  readonly coin: string;
  readonly currency: string;
  /** Of one whole coin, in whole units of the currency. */
  readonly price: string;
}

/** Where news of payments come from. None is there unless a guild's owner asks for it. */
export interface PaymentSource {
  readonly name: string;
  /** Begins to report, until the plugin's generation is retired. */
  begin(reports: PaymentReports): void;
}
