import { type Files, pluginFiles } from '../host/third-party.ts';

const handler = (name: string) => ({
  [`interaction-handlers/${name}.ts`]: `import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
export class Handler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: '${name}' });
  }
  override async run(interaction: ComponentInteraction): Promise<void> {
    await respond(interaction, { content: 'did ${name}', private: true });
  }
}
`,
});

/** A feature with a command for staff, and a panel whose buttons are for staff, for administrators and for the owner. */
export const tickets: Files = {
  ...pluginFiles('tickets', {
    declares: `capabilities: {
      open: { default: 'staff' }, close: { default: 'administrators' }, erase: { default: 'owner' },
    },`,
  }),
  'commands/panel.ts': `import { Command } from '@sapphire/framework';
import plugin from '../plugin.ts';
export class Panel extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => it.setName('panel').setDescription('commands.it'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    const button = (name: string) => ({ type: 2, style: 2, label: name, custom_id: plugin.customId(name) });
    await interaction.reply({ content: 'The panel', components: [{ type: 1, components: ['open', 'close', 'erase', 'ask'].map(button) }] } as never);
  }
}
`,
  'commands/ticket.ts': `import { Command } from '@sapphire/framework';
export class Ticket extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'ticket', capability: 'open' });
  }
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => it.setName('ticket').setDescription('commands.it'));
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    await interaction.reply('did ticket');
  }
}
`,
  // It asks by itself.
  'interaction-handlers/ask.ts': `import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
export class Ask extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    const may = await plugin.host.may(interaction.member, 'open');
    await respond(interaction, { content: may ? 'you may' : 'you may not', private: true });
  }
}
`,
  ...handler('open'),
  ...handler('close'),
  ...handler('erase'),
};
