import type { ComponentInteraction } from '@guildhall/sdk';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** Sends a buyer again what they bought. */
export class ResendHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    await sayDone(interaction, 'resent', orRefuse(await plugin.parts.delivery.resend(guildId, id, user.id)));
  }
}
