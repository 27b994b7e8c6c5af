import { Command } from '@sapphire/framework';

export class Pong extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand({ name: 'pong', description: 'commands.pong' });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    await interaction.reply('pong');
  }
}
