import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { askToDelete } from '../effects/questions.ts';
import { ticketOf } from '../rights.ts';

/** The button that asks whether the channel of a ticket is really to go. */
export class DeleteHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    if (interaction.isMessageComponent()) {
      await askToDelete(interaction, await ticketOf(interaction.guildId, id));
    }
  }
}
