import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import type { ModalSubmitInteraction } from 'discord.js';
import { proofPicture } from '../effects/proof-picture.ts';
import { ownOrder } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import { typedIn } from '../effects/typed.ts';
import plugin from '../plugin.ts';
import type { Shown } from '../review/proofs.ts';
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
    const shown = await shownIn(interaction);
    const order = orRefuse(await plugin.parts.review.submit(guildId, id, user.id, shown));
    await update(interaction, purchaseView(order, reader, { done: reader.t('done.submitted') }));
  }
}

async function shownIn(interaction: ModalSubmitInteraction): Promise<Shown> {
  const file = interaction.fields.getUploadedFiles('picture')?.first();
  return {
    text: typedIn(interaction, 'transaction'),
    sender: typedIn(interaction, 'sender'),
    picture: file && (await proofPicture(file)),
  };
}
