import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { abilities } from '../rights.ts';
import { subcommands } from '../subcommands/all.ts';

/** Opens tickets and works on them. */
export class TicketCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'ticket',
      capability: abilities,
      subcommands: subcommands.map(({ name, run }) => ({
        name,
        chatInputRun: (interaction: Command.ChatInputCommandInteraction) =>
          run(interaction as Command.ChatInputCommandInteraction<'cached'>),
      })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => {
      builder.setName(this.name).setDescription('commands.ticket.description');
      for (const { name, menu } of subcommands) {
        builder.addSubcommand((sub) => {
          menu(sub.setName(name).setDescription(`commands.ticket.${name}`));
          return sub;
        });
      }
      return builder;
    });
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const chosen = interaction.options.getSubcommand();
    await subcommands.find(({ name }) => name === chosen)?.complete?.(interaction);
  }
}
