import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { ratingAnswer, ratingOf } from '../effects/ratings.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** A star that the creator of a closed ticket clicks: in a direct message, where there is no guild, or in its channel. */
export class RateHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '', stars]: string[]): Promise<void> {
    const { user, locale } = interaction;
    await ratingOf(id, user.id);
    const rating = orRefuse(await plugin.parts.ratings.rate(id, user.id, Number(stars)));
    await update(interaction, await ratingAnswer(rating, locale));
  }
}
