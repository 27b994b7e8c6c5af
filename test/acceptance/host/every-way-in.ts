import { buttonFile, commandFile, type Files, pluginFiles } from './third-party.ts';

/** A plugin with every way in that there is. */
export const waysIn: Files = {
  ...pluginFiles('ways', { declares: "intents: ['GuildMessages', 'MessageContent']," }),
  ...commandFile('ways', 'ways', "'by slash'"),
  ...buttonFile("'by button'"),
  'commands/look.ts': `import { Command } from '@sapphire/framework';
import { ApplicationCommandType } from 'discord.js';
export class Look extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerContextMenuCommand((it) => it.setName('Look At').setType(ApplicationCommandType.User));
    registry.registerContextMenuCommand((it) => it.setName('Read It').setType(ApplicationCommandType.Message));
  }
  override async contextMenuRun(interaction: Command.ContextMenuCommandInteraction): Promise<void> {
    await interaction.reply('by menu on ' + interaction.targetId);
  }
}
`,
  'commands/pick.ts': `import { Command } from '@sapphire/framework';
export class Pick extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => it.setName('pick').setDescription('commands.it')
      .addStringOption((option) => option.setName('fruit').setDescription('commands.it').setAutocomplete(true)));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    await interaction.reply('picked');
  }
  override async autocompleteRun(interaction: Command.AutocompleteInteraction): Promise<void> {
    await interaction.respond([{ name: 'apple', value: 'apple' }]);
  }
}
`,
  'commands/typed.ts': `import { Command } from '@sapphire/framework';
import type { Message } from 'discord.js';
export class Typed extends Command {
  override async messageRun(message: Message): Promise<void> {
    await message.reply('by prefix');
  }
}
`,
  'commands/form.ts': `import { Command } from '@sapphire/framework';
import { ActionRowBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import plugin from '../plugin.ts';
export class Form extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => it.setName('form').setDescription('commands.it'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    const field = new TextInputBuilder().setCustomId('word').setLabel('Word').setStyle(TextInputStyle.Short);
    await interaction.showModal(new ModalBuilder().setCustomId(plugin.customId('sent')).setTitle('Form')
      .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(field)));
  }
}
`,
  'interaction-handlers/sent.ts': `import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
export class Sent extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    await interaction.reply('by modal');
  }
}
`,
  'listeners/heard.ts': `import { Events, Listener } from '@sapphire/framework';
import type { Message } from 'discord.js';
export class Heard extends Listener<typeof Events.MessageCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageCreate });
  }
  override async run(message: Message): Promise<void> {
    if (message.content === 'hello') await message.reply('by listener');
  }
}
`,
  'commands/later.ts': `import { Command } from '@sapphire/framework';
import plugin from '../plugin.ts';
export class Later extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => it.setName('later').setDescription('commands.it'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, channelId } = interaction;
    await interaction.reply('promised');
    await plugin.host.database.transaction((em) =>
      plugin.host.jobs.add(em, 'post', { guild: guildId, channel: channelId }, { runAt: new Date(plugin.host.clock.now().getTime() + 3_600_000) }),
    );
  }
}
`,
  'scheduled-tasks/post.ts': `import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';
export class Post extends ScheduledTask {
  override async run({ channel }: { channel: string }): Promise<void> {
    await plugin.host.client.rest.post(\`/channels/\${channel}/messages\`, { body: { content: 'by job' } });
  }
}
`,
};
