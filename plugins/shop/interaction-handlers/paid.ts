import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { proofPicture } from '../effects/proof-picture.ts';
import { ownOrder } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { paidForm } from '../views/forms.ts';
import { purchaseView } from '../views/purchase.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button of a buyer who has paid, and the form with what shows it. */
export class PaidHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const reader = readerOf(interaction);
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(paidForm(await ownOrder(interaction, id), reader.t));
      return;
    }
    const { fields } = interaction;
    const file = fields.getUploadedFiles('picture')?.first();
    const order = orRefuse(
      await plugin.parts.review.submit(guildId, id, user.id, {
        text: fields.getTextInputValue('transaction'),
        picture: file ? await proofPicture(file) : undefined,
      }),
    );
    await update(interaction, purchaseView(order, reader, { done: reader.t('done.submitted') }));
  }
}
