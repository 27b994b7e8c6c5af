import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { infoAnswer } from '../effects/ticket-info.ts';
import { needRight, ticketOf } from '../rights.ts';

/** Turns the pages of a ticket's record. */
export class InfoHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '', page]: string[]): Promise<void> {
    const ticket = await ticketOf(interaction.guildId, id);
    await needRight('info', interaction.member, ticket);
    await update(interaction, await infoAnswer(interaction, ticket, Number(page)));
  }
}
