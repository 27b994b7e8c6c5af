import type { ComponentHandler, ComponentInteraction } from '@guildhall/sdk';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** Takes a payment from whoever of staff looks at it. */
export class TakeOverHandler extends ReviewHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'take-over' });
  }

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const order = orRefuse(await plugin.parts.review.takeOver(guildId, id, user.id));
    await sayDone(interaction, 'taken-over', order);
  }
}
