/** The least that a bot on discord.js can be. */
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { api, ready, token } from './bare-bot.ts';

const client = new Client({ intents: [GatewayIntentBits.Guilds], shards: 'auto', rest: { api } });

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === 'pong') await interaction.reply('pong');
  if (interaction.commandName === 'later') {
    await interaction.deferReply();
    await interaction.editReply('done');
  }
});
client.once(Events.ClientReady, async ({ application }) => {
  ready();
  await application.commands.set([
    { name: 'pong', description: 'Answers' },
    { name: 'later', description: 'Answers later' },
  ]);
});
await client.login(token);
