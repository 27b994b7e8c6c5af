import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { act } from '../acts.ts';
import { askToClose } from '../effects/questions.ts';
import { ticketOf } from '../rights.ts';
import { doneView } from '../views/done.ts';

/** The button that asks whether and why a ticket is closed, and the form that closes it. */
export class CloseHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    const ticket = await ticketOf(guildId, id);
    if (!interaction.isModalSubmit()) {
      return askToClose(interaction, ticket);
    }
    const after = await act('close', member, ticket, interaction.fields.getTextInputValue('reason'));
    await respond(interaction, await doneView('close', after, member.id));
  }
}
