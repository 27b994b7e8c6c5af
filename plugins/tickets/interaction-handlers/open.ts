import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { openTicket } from '../opening.ts';

/** The buttons and the menu of a panel, and of orders elsewhere: each opens a ticket of its type. */
export class OpenHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'open' });
  }

  override async run(interaction: ComponentInteraction, [type = '', , order]: string[]): Promise<void> {
    // The second argument is the mark of a panel.
    if (interaction.isMessageComponent()) {
      const chosen = interaction.isStringSelectMenu() ? interaction.values[0]! : type;
      await openTicket(interaction, chosen, { order });
    }
  }
}
