import type { ComponentInteraction } from '@guildhall/sdk';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** Makes whoever of staff clicks the one who looks at a payment. */
export class ClaimHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    await sayDone(interaction, 'claimed', orRefuse(await plugin.parts.review.claim(guildId, id, user.id)));
  }
}
