/**
 * A service that tells what coins cost, as the operator of the bot set it up. Its address may hold a key: it never goes
 * into a text, but for the name of the host.
 */
export interface RateSourceAccess {
  /** With placeholders for what is asked: `{coin}` is `btc`, `{COIN}` is `BTC`, `{currency}` and `{CURRENCY}` likewise. */
  readonly url: string;
  /** Where the number stands in the JSON that it answers: names with dots between, such as `data.amount`. */
  readonly field: string;
}
