import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import type { ModalSubmitInteraction } from 'discord.js';
import { proofPicture } from '../effects/proof-picture.ts';
import { ownOrder } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import type { Shown } from '../proofs.ts';
import { paidForm } from '../views/forms.ts';
import { purchaseView } from '../views/purchase.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button of a buyer who has paid, and the form with what shows it; where nothing is to be paid the button does. */
export class PaidHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const reader = readerOf(interaction);
    if (!interaction.isModalSubmit()) {
      const own = await ownOrder(interaction, id);
      if (own.total > 0) {
        await interaction.showModal(paidForm(own, reader.t));
        return;
      }
    }
    const shown = interaction.isModalSubmit() ? await shownIn(interaction) : {};
    const order = orRefuse(await plugin.parts.review.submit(guildId, id, user.id, shown));
    await update(interaction, purchaseView(order, reader, { done: reader.t('done.submitted') }));
  }
}

async function shownIn({ fields }: ModalSubmitInteraction): Promise<Shown> {
  const file = fields.getUploadedFiles('picture')?.first();
  return {
    text: fields.getTextInputValue('transaction'),
    picture: file && (await proofPicture(file)),
  };
}
