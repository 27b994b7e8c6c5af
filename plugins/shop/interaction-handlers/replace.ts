import { type ComponentInteraction, Refusal } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { replaceForm } from '../views/staff-forms.ts';

/** The button that asks which item was bad, and the form that has another one sent. */
export class ReplaceHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { delivery } = plugin.parts;
    if (!interaction.isModalSubmit()) {
      const goods = (await delivery.goods(id)).filter(({ state }) => state === 'current');
      if (goods.length === 0) {
        throw new Refusal('not-delivered');
      }
      await interaction.showModal(
        replaceForm(await orderOf(guildId, id), goods, plugin.host.texts.in(locale)),
      );
      return;
    }
    const { fields } = interaction;
    const number = Number(fields.getStringSelectValues('item')[0]);
    const reason = fields.getTextInputValue('reason');
    const order = orRefuse(await delivery.replace(guildId, id, number, user.id, reason));
    await sayDone(interaction, 'replaced', order);
  }
}
