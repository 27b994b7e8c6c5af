import { Command } from '@sapphire/framework';
import { complete } from '../completion.ts';

/** Does what the Verify button does, for those who cannot find it any more. */
export class CompleteVerifyCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'complete_verify', capability: 'verify' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder.setName(this.name).setDescription('commands.complete'),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await complete(interaction);
  }
}
