import { attempt, automatic, Refusal } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { toldRate } from '../payment/rate.ts';
import type { Rates } from '../payment/rates.ts';
import type { PaymentReports } from './payment-source.ts';
import type { Sightings } from './sightings.ts';

/** Takes what payment sources report. */
export const paymentReports = (
  { database }: Context,
  sightings: Sightings,
  rates: Rates,
): PaymentReports => ({
  seen: (guild, payment) => sightings.seen(guild, payment),
  rates: (guild, told, at) =>
    attempt(database, async (em) => {
      const read = told.map(({ coin, currency, price }) => {
        const rate = toldRate(price, currency);
        if (!rate) {
          throw new Refusal('rate-unclear', { typed: `${price} ${currency}` });
        }
        return { coin, ...rate };
      });
      return (await rates.write(em, guild, read, automatic, at)).length;
    }),
});
