import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { vouchesAnswer } from '../effects/vouch.ts';

/** Shows what customers say. */
export class VouchesCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'vouches' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder.setName(this.name).setDescription('commands.vouches'),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await respond(interaction, await vouchesAnswer(interaction, 0));
  }
}
