import { ComponentHandler, type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import { needDesk } from '../effects/desk.ts';
import { purchaseAnswer } from '../effects/payment.ts';
import { readerOf } from '../effects/reader.ts';
import { productShown } from '../effects/shop.ts';
import { typedIn } from '../effects/typed.ts';
import type { Method } from '../entities/method.ts';
import type { Product } from '../entities/product.ts';
import { isFree } from '../orders/amounts.ts';
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
      const ways = isFree(shown) ? [] : await waysToPay(guildId, shown);
      const form = buyForm(shown, ways, reader);
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

/** How a product can be paid now. @throws Refusal `no-methods`, `no-rates`. */
async function waysToPay(guild: string, { prices }: Product): Promise<Method[]> {
  const methods = await plugin.parts.methods.of(guild);
  if (methods.length === 0) {
    throw new Refusal('no-methods');
  }
  const currencies = prices.map(({ currency }) => currency);
  const usable = await plugin.parts.rates.usable(guild, methods, currencies);
  if (usable.length === 0) {
    throw new Refusal('no-rates');
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
