import { type ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { inspectView } from '../views/details.ts';
import { orRefuse } from '../views/refusal.ts';

/** Shows whoever of staff may, and nobody else, what a buyer got. */
export class InspectHandler extends ReviewHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'contents' });
  }

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const contents = orRefuse(await plugin.parts.delivery.inspect(guildId, id, user.id));
    const order = await orderOf(guildId, id);
    await respond(interaction, inspectView({ order, contents }, readerOf(interaction)));
  }
}
