import { attempt, automatic, Refusal } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { Rate } from './entities/rate.ts';
import { readRate } from './payment/rate.ts';
import type { PaymentReports } from './payment-source.ts';
import type { Rates } from './rates.ts';
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
      let newer = 0;
      for (const { coin, currency, price } of told) {
        const read = readRate(`${price} ${currency}`, currency);
        if (!read) {
          throw new Refusal('rate-unclear', { typed: `${price} ${currency}` });
        }
        const known = await em.findOne(Rate, { guild, coin, currency }, { disableIdentityMap: true });
        // A report that comes again, or late, is no news.
        if (!known || known.at < at) {
          await rates.write(em, guild, coin, read, automatic, at);
          newer += 1;
        }
      }
      return newer;
    }),
});
