import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { boughtRole } from '../effects/member-role.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { contentsView } from '../views/purchase.ts';
import { orRefuse } from '../views/refusal.ts';

/** Shows a buyer, and nobody else, what they bought. */
export class RevealHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const { order, contents } = orRefuse(await plugin.parts.delivery.reveal(guildId, id, user.id));
    const reader = readerOf(interaction);
    await respond(interaction, contentsView(order, contents, reader, await boughtRole(order)));
  }
}
