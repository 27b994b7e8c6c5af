import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { RateTrouble } from '../sources/rate-source.ts';

/** What the rate source last said of a coin in a currency, and when it is asked again. It is the same for all guilds. */
export const RateAnswer = defineEntity({
  name: 'RateAnswer',
  properties: {
    coin: p.string().length(8).primary(),
    currency: p.string().length(3).primary(),
    /** Tells the source from others that the operator may set up. */
    source: p.string().length(16),
    /** Of one whole coin, as in a rate; null while it has said none. */
    price: p.string().length(40).nullable(),
    /** When it said that. */
    at: p.datetime(3).nullable(),
    /** Why it has said nothing since; null: it has. */
    trouble: p.string().length(12).$type<RateTrouble>().nullable(),
    /** Such as the number of an HTTP status. */
    detail: p.string().length(60),
    /** How often it was asked in vain since it last said something. */
    failures: p.integer(),
    /** It is not asked before. */
    nextAt: p.datetime(3),
  },
});
export type RateAnswer = InferEntity<typeof RateAnswer>;
