/** The least that a bot on Sapphire can be. */
import { Command, LogLevel, SapphireClient } from '@sapphire/framework';
import { Events, GatewayIntentBits } from 'discord.js';
import { api, ready, token } from './bare-bot.ts';

class Pong extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand({ name: 'pong', description: 'Answers' });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    await interaction.reply('pong');
  }
}

class Later extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand({ name: 'later', description: 'Answers later' });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    await interaction.deferReply();
    await interaction.editReply('done');
  }
}

const client = new SapphireClient({
  intents: [GatewayIntentBits.Guilds],
  shards: 'auto',
  rest: { api },
  baseUserDirectory: null,
  logger: { level: LogLevel.Warn },
});
await client.stores.loadPiece({ store: 'commands', name: 'pong', piece: Pong });
await client.stores.loadPiece({ store: 'commands', name: 'later', piece: Later });
client.once(Events.ClientReady, ready);
await client.login(token);
