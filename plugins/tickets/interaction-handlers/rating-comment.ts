import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { ratingAnswer, ratingOf } from '../effects/ratings.ts';
import plugin from '../plugin.ts';
import { commentForm } from '../views/ratings.ts';
import { orRefuse } from '../views/refusal.ts';

/** Asks for words to a rating, and takes them. */
export class RatingCommentHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { user, locale } = interaction;
    const rating = await ratingOf(id, user.id);
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(commentForm(rating, plugin.host.texts.in(locale)));
      return;
    }
    const comment = interaction.fields.getTextInputValue('comment');
    const said = orRefuse(await plugin.parts.ratings.comment(id, user.id, comment));
    await update(interaction, await ratingAnswer(said, locale));
  }
}
