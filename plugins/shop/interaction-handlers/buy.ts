import { ComponentHandler, type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import { purchaseAnswer } from '../effects/payment.ts';
import { readerOf } from '../effects/reader.ts';
import { productShown } from '../effects/shop.ts';
import plugin from '../plugin.ts';
import { buyForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks how many and how it is paid, and the form that orders. */
export class BuyHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'buy' });
  }

  override async run(interaction: ComponentInteraction, [product = '']: string[]): Promise<void> {
    const { guildId, user, id, channelId } = interaction;
    const reader = readerOf(interaction);
    if (!interaction.isModalSubmit()) {
      const methods = await plugin.parts.methods.of(guildId);
      if (methods.length === 0) {
        throw new Refusal('no-methods');
      }
      const shown = await productShown(guildId, product);
      const currencies = shown.prices.map(({ currency }) => currency);
      const usable = await plugin.parts.rates.usable(guildId, methods, currencies);
      if (usable.length === 0) {
        throw new Refusal('no-rates');
      }
      await interaction.showModal(buyForm(shown, usable, reader));
      return;
    }
    const { fields } = interaction;
    const order = orRefuse(
      await plugin.parts.checkout.order({
        guild: guildId,
        buyer: user.id,
        channel: channelId ?? '',
        product,
        quantity: quantityOf(fields.getTextInputValue('quantity')),
        currency: fields.fields.has('currency') ? fields.getStringSelectValues('currency')[0] : undefined,
        coupon: fields.getTextInputValue('coupon'),
        method: fields.getStringSelectValues('method')[0] ?? '',
        key: id,
      }),
    );
    await respond(interaction, await purchaseAnswer(order, reader));
  }
}

/** How many somebody typed; what is no number is none. */
const quantityOf = (typed: string) => (/^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0);
