import { Client, type ClientOptions } from 'discord.js';
import { answers, commands } from './panel.ts';

/** A bot of bare `discord.js`. */
export async function discordJsBot(
  options: ClientOptions,
  token: string,
  guildId: string,
): Promise<Client<true>> {
  const client = new Client(options) as Client<true>;
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const run = {
        panel: answers.panel,
        find: answers.find,
        slow: answers.slow,
        dm: answers.dm,
        upload: answers.upload,
      }[interaction.commandName];
      await run?.(interaction);
    } else if (interaction.isAutocomplete()) await answers.findChoices(interaction);
    else if (interaction.isStringSelectMenu()) await answers.pick(interaction);
    else if (interaction.isModalSubmit()) await answers.formSent(interaction);
    else if (interaction.isButton())
      await (interaction.customId === 'press' ? answers.press(interaction) : answers.form(interaction));
  });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(token);
  await ready;
  await client.application.commands.set(commands, guildId);
  return client;
}
