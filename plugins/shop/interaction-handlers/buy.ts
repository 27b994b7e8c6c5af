import { ComponentHandler, type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import { needDesk } from '../effects/desk.ts';
import { purchaseAnswer } from '../effects/payment.ts';
import { readerOf } from '../effects/reader.ts';
import { productShown } from '../effects/shop.ts';
import { typedIn } from '../effects/typed.ts';
import type { Method } from '../entities/method.ts';
import type { Product } from '../entities/product.ts';
import { isFree, isFreeInOne } from '../orders/amounts.ts';
import type { Wish } from '../orders/checkout.ts';
import plugin from '../plugin.ts';
import { buyForm } from '../views/forms.ts';
import { purchaseView } from '../views/purchase.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks how many and how it is paid, and the form that orders. */
export class BuyHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'buy' });
  }

  override async run(interaction: ComponentInteraction, [product = '']: string[]): Promise<void> {
    const { guildId, user, id, channelId } = interaction;
    const reader = readerOf(interaction);
    await needDesk(interaction);
    if (!interaction.isModalSubmit()) {
      await plugin.parts.checkout.needBuyer(guildId, user.id);
      const shown = await productShown(guildId, product);
      const form = buyForm(shown, await waysToPay(guildId, shown), reader);
      if (form) {
        await interaction.showModal(form);
        return;
      }
    }
    const order = orRefuse(
      await plugin.parts.checkout.order({
        guild: guildId,
        buyer: user.id,
        channel: channelId ?? '',
        product,
        ...wishOf(interaction),
        key: id,
      }),
    );
    await respond(
      interaction,
      order.total > 0
        ? await purchaseAnswer(order, reader)
        : purchaseView(order, reader, { done: reader.t(`done.free-${order.fulfilment}`) }),
    );
  }
}

/**
 * How a product can be paid now. There may be none for what costs nothing, if only in one currency or with a coupon.
 * @throws Refusal `no-methods`, `no-rates`.
 */
async function waysToPay(guild: string, product: Product): Promise<Method[]> {
  if (isFree(product)) {
    return [];
  }
  const { coupons, methods, rates } = plugin.parts;
  const offered = await methods.of(guild);
  const currencies = product.prices.map(({ currency }) => currency);
  const usable = await rates.usable(guild, offered, currencies);
  if (usable.length === 0 && !isFreeInOne(product) && !(await coupons.coverAll(product))) {
    throw new Refusal(offered.length === 0 ? 'no-methods' : 'no-rates');
  }
  return usable;
}

/** What was asked for in the form, or without one: of what costs nothing there is often nothing to ask. */
function wishOf(
  interaction: ComponentInteraction,
): Pick<Wish, 'quantity' | 'currency' | 'coupon' | 'method'> {
  if (!interaction.isModalSubmit()) {
    return { quantity: 1, method: '' };
  }
  const chosen = (id: string) =>
    interaction.fields.fields.has(id) ? interaction.fields.getStringSelectValues(id)[0] : undefined;
  return {
    quantity: quantityOf(typedIn(interaction, 'quantity') || '1'),
    currency: chosen('currency'),
    coupon: typedIn(interaction, 'coupon'),
    method: chosen('method') ?? '',
  };
}

/** How many somebody typed; what is no number is none. */
const quantityOf = (typed: string) => (/^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0);
