import { Command } from '@sapphire/framework';

export class Later extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand({ name: 'later', description: 'commands.later' });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    await interaction.deferReply();
    await interaction.editReply('done');
  }
}
