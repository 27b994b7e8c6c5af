import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What one coin costs in a currency, as somebody last said. */
export const Rate = defineEntity({
  name: 'Rate',
  properties: {
    guild: p.string().length(20).primary(),
    /** Such as `BTC`. */
    coin: p.string().length(8).primary(),
    currency: p.string().length(3).primary(),
    /** Of one whole coin, in whole units of the currency: digits with a dot, such as `65000.5`. */
    price: p.string().length(40),
    /** The id of a user; `automatic`: a program told it; `rate-source`: the bot asked for it. */
    by: p.string().length(20).index(),
    at: p.datetime(3),
  },
});
export type Rate = InferEntity<typeof Rate>;
