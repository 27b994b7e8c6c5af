import { Command } from '@sapphire/framework';
import { ApplicationCommandType } from 'discord.js';
import plugin from '../plugin.ts';
import { fromMessageForm } from '../views/from-message.ts';

/** Makes an order of a message: a right click on it, then a form with what it says. */
export class OrderFromMessageCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'order-from-message', capability: 'manage' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerContextMenuCommand((builder) =>
      builder.setName('commands.from-message').setType(ApplicationCommandType.Message),
    );
  }

  override async contextMenuRun(interaction: Command.ContextMenuCommandInteraction<'cached'>): Promise<void> {
    if (interaction.isMessageContextMenuCommand()) {
      const t = plugin.host.texts.in(interaction.locale);
      await interaction.showModal(fromMessageForm(interaction.targetMessage, t));
    }
  }
}
