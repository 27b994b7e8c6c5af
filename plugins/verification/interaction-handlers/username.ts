import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { showAccount } from '../beginning.ts';

/** The form that asks for the name of an account. */
export class UsernameHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'verify' });
  }

  override async run(interaction: ComponentInteraction, [which]: string[]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const { guildId: guild, user } = interaction;
    const typed = interaction.fields.getTextInputValue('name');
    await showAccount(interaction, { guild, user: user.id, by: user.id }, typed, which === 'again');
  }
}
