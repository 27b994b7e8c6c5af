import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { purchasesAnswer } from '../effects/purchases.ts';

/** Shows people what they bought, and nobody else. */
export class MyPurchasesCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'my-purchases' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder.setName(this.name).setDescription('commands.my-purchases'),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await respond(interaction, await purchasesAnswer(interaction, 0));
  }
}
