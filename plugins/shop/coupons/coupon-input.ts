import { Refusal, readEnd } from '@guildhall/sdk';
import type { ChatInputCommandInteraction } from 'discord.js';
import { readPrices } from '../catalogue/prices.ts';
import { productNamed } from '../effects/product-named.ts';
import plugin from '../plugin.ts';
import { shown } from '../views/refusal.ts';
import type { CouponChange } from './coupons.ts';

/** What takes a limit away where it is changed. */
export const nothing = '-';

/** What somebody says about a coupon; what they leave out is not there. @throws Refusal `price-unclear`, `until-unclear`. */
export async function couponChange({
  guildId,
  options,
  locale,
}: ChatInputCommandInteraction<'cached'>): Promise<CouponChange> {
  const amount = options.getString('amount');
  const product = options.getString('product');
  const until = options.getString('until');
  const limit = (name: string) => {
    const count = options.getInteger(name);
    return count === null ? undefined : count || null;
  };
  return {
    percent: options.getInteger('percent') ?? undefined,
    amount: amount === null ? undefined : await amountRead(guildId, amount),
    product:
      product === null ? undefined : product === nothing ? null : (await productNamed(guildId, product)).id,
    uses: limit('uses'),
    perBuyer: limit('per-buyer'),
    endsAt:
      until === null
        ? undefined
        : until.trim() === nothing
          ? null
          : await readEnd(plugin.host, guildId, locale, until),
  };
}

async function amountRead(guild: string, typed: string) {
  const { currency } = await plugin.host.settings(guild);
  const [amount, ...more] = readPrices(typed, currency);
  if (!amount || more.length > 0) {
    throw shown(new Refusal('price-unclear', { typed }));
  }
  return amount;
}
