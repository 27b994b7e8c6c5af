import type { ComponentInteraction } from '@guildhall/sdk';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** Gives a payment back to all of staff. */
export class UnclaimHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    await sayDone(
      interaction,
      'unclaimed',
      orRefuse(await plugin.parts.review.unclaim(guildId, id, user.id)),
    );
  }
}
