/** A plugin of somebody who is slow, forgets to answer twice, and breaks: its files by path. */
export const slowPlugin: Readonly<Record<string, string | object>> = {
  'package.json': { name: 'slow', version: '1.0.0', type: 'module', guildhall: { host: '^1' } },
  'plugin.ts': `
import { definePlugin } from '@guildhall/sdk';

export default definePlugin({
  name: 'slow',
  capabilities: { boss: { default: 'administrators' } },
  data: { forgetGuild: async () => {}, forgetUser: async () => {}, exportUser: async () => ({}) },
});

/** Longer than the gate waits, and longer than Discord does. */
export const dawdle = () => new Promise((resolve) => setTimeout(resolve, 3_200));
`,
  'commands/slow.ts': `
import { respond } from '@guildhall/sdk';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, MessageFlags } from 'discord.js';
import slow, { dawdle } from '../plugin.ts';

const button = (action: string) =>
  new ButtonBuilder().setCustomId(slow.customId(action)).setLabel(action).setStyle(ButtonStyle.Primary);

export class SlowCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
    const names = ['private', 'public', 'own-way', 'breaks', 'breaks-late', 'breaks-after', 'hidden', 'no-dm', 'panel'];
    super(context, {
      ...options,
      name: 'slow',
      subcommands: names.map((name) => ({ name, chatInputRun: name.replaceAll('-', '') as never })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => {
      builder.setName('slow').setDescription('Slow');
      for (const { name } of this.options.subcommands ?? []) {
        builder.addSubcommand((each) => each.setName(name).setDescription('Slow'));
      }
      return builder;
    });
  }

  async private(interaction: Subcommand.ChatInputCommandInteraction) {
    await dawdle();
    await respond(interaction, { content: 'for you', private: true });
  }
  async public(interaction: Subcommand.ChatInputCommandInteraction) {
    await dawdle();
    await respond(interaction, { content: 'for all' });
  }
  async ownway(interaction: Subcommand.ChatInputCommandInteraction) {
    await interaction.deferReply();
    await dawdle();
    await interaction.editReply('deferred for all');
  }
  async breaks() {
    throw new Error('broken at once');
  }
  async breakslate() {
    await dawdle();
    throw new Error('broken late');
  }
  async breaksafter(interaction: Subcommand.ChatInputCommandInteraction) {
    await interaction.reply('done for all');
    throw new Error('broken after its answer');
  }
  async hidden(interaction: Subcommand.ChatInputCommandInteraction<'cached'>) {
    const channel = interaction.guild.channels.cache.find(({ name }) => name === 'secret');
    if (channel?.isTextBased()) {
      await channel.send('hello');
    }
  }
  async nodm(interaction: Subcommand.ChatInputCommandInteraction) {
    await interaction.user.send('hello');
  }
  async panel(interaction: Subcommand.ChatInputCommandInteraction) {
    const row = (...actions: string[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(actions.map(button));
    await interaction.reply({ content: 'the panel', components: [row('change', 'answer', 'ask', 'fail')] });
  }
}
`,
  'commands/once.ts': `
import { Command } from '@sapphire/framework';

export class OnceCommand extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, name: 'once', cooldownDelay: 600_000, cooldownLimit: 1 });
  }
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName('once').setDescription('Once'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    await interaction.reply('once');
  }
  override async messageRun(message: import('discord.js').Message) {
    await message.reply('typed once');
  }
}
`,
  'commands/boss.ts': `
import { Command } from '@sapphire/framework';

export class BossCommand extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, name: 'boss', capability: 'boss' });
  }
  override async messageRun(message: import('discord.js').Message) {
    await message.reply('yes, boss');
  }
}
`,
  'commands/mover.ts': `
import { Command } from '@sapphire/framework';

export class MoverCommand extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, name: 'mover', requiredClientPermissions: ['ManageMessages', 'BanMembers'] });
  }
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName('mover').setDescription('Moves'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    await interaction.reply('moved');
  }
}
`,
  'commands/guarded.ts': `
import { Command } from '@sapphire/framework';

export class GuardedCommand extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, name: 'guarded', preconditions: ['Shaky' as never] });
  }
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName('guarded').setDescription('Guarded'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction) {
    await interaction.reply('let in');
  }
}
`,
  'preconditions/Shaky.ts': `
import { Precondition } from '@sapphire/framework';

export class ShakyPrecondition extends Precondition {
  override async chatInputRun(): Promise<never> {
    throw new Error('cannot tell');
  }
}
`,
  'commands/find.ts': `
import { Command } from '@sapphire/framework';
import type { AutocompleteInteraction } from 'discord.js';
import { dawdle } from '../plugin.ts';

export class FindCommand extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName('find')
        .setDescription('Finds')
        .addStringOption((option) => option.setName('what').setDescription('What').setAutocomplete(true)),
    );
  }
  override async autocompleteRun(interaction: AutocompleteInteraction) {
    const what = interaction.options.getFocused();
    if (what === 'breaks') {
      throw new Error('nothing found');
    }
    if (what === 'slow') {
      await dawdle();
    }
    await interaction.respond([{ name: 'found', value: 'found' }]);
  }
  override async chatInputRun() {}
}
`,
  'interaction-handlers/change.ts': `
import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { dawdle } from '../plugin.ts';

export class ChangeHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction) {
    await dawdle();
    await update(interaction, { content: 'the panel, changed', components: interaction.message!.components });
  }
}
`,
  'interaction-handlers/answer.ts': `
import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { dawdle } from '../plugin.ts';

export class AnswerHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction) {
    await dawdle();
    await respond(interaction, { content: 'an answer', private: true });
  }
}
`,
  'interaction-handlers/fail.ts': `
import { ComponentHandler } from '@guildhall/sdk';
import { dawdle } from '../plugin.ts';

export class FailHandler extends ComponentHandler {
  override async run() {
    await dawdle();
    throw new Error('broken button');
  }
}
`,
  'interaction-handlers/ask.ts': `
import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { ActionRowBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import slow, { dawdle } from '../plugin.ts';

export class AskHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction) {
    if (interaction.isModalSubmit()) {
      await dawdle();
      await respond(interaction, { content: 'you said ' + interaction.fields.getTextInputValue('word') });
      return;
    }
    const word = new TextInputBuilder().setCustomId('word').setLabel('Word').setStyle(TextInputStyle.Short);
    await interaction.showModal(
      new ModalBuilder()
        .setCustomId(slow.customId('ask'))
        .setTitle('Ask')
        .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(word)),
    );
  }
}
`,
  'locales/en-US.json': {
    feature: { name: 'Slow', help: 'Slow things' },
    capabilities: { boss: 'Be the boss' },
  },
};
