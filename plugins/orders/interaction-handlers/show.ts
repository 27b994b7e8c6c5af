import { ComponentHandler, type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import { orderAnswer, ownAnswer } from '../effects/answer.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** Shows the order of a status message: to staff with all that they can do, to its customer as it stands. */
export class ShowHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id]: [string]): Promise<void> {
    const { guildId, member, user } = interaction;
    const order = orRefuse(await plugin.parts.orders.find(guildId, id));
    const reader = await readerOf(interaction);
    if (await plugin.host.may(member, 'manage')) {
      await respond(interaction, await orderAnswer(order, reader));
    } else if (order.customer === user.id) {
      await respond(interaction, await ownAnswer(order, reader));
    } else {
      throw new Refusal('not-yours');
    }
  }
}
