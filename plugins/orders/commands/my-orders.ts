import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { mineAnswer } from '../effects/mine.ts';

/** What a customer has ordered, for them alone. */
export class MyOrdersCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'my-orders' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder.setName(this.name).setDescription('commands.my-orders'),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await respond(interaction, await mineAnswer(interaction, 0));
  }
}
