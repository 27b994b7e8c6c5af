import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { type ActName, act } from './acts.ts';
import { ticketOf } from './rights.ts';
import { doneView } from './views/done.ts';

/** A button on the message of a ticket. Who may is looked at when it is clicked. */
export abstract class ActHandler extends ComponentHandler {
  abstract readonly act: ActName;

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    const after = await act(this.act, member, await ticketOf(guildId, id));
    await respond(interaction, await doneView(this.act, after, member.id));
  }
}
