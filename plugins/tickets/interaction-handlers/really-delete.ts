import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { act } from '../acts.ts';
import { ticketOf } from '../rights.ts';
import { deletedView } from '../views/done.ts';

/** The answer that a ticket is really to go. */
export class ReallyDeleteHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, channelId, member, locale } = interaction;
    const ticket = await ticketOf(guildId, id);
    await act('delete', member, ticket);
    await respond(interaction, await deletedView(ticket, member.id, { here: channelId, locale }));
  }
}
