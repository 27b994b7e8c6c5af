import { Command } from '@sapphire/framework';
import { give, principalOf } from '../giving.ts';
import { offeredWhats } from '../offered-whats.ts';

/** What a role gets when nobody says. */
const usual = 'tickets';

/** `/addrole`: gives something to a role; access to tickets, when nothing is said. */
export class AddRoleCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'addrole', capability: 'manage' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.addrole.description')
        .addRoleOption((option) =>
          option.setName('role').setDescription('commands.addrole.role').setRequired(true),
        )
        .addStringOption((option) =>
          option.setName('what').setDescription('commands.addrole.what').setAutocomplete(true),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { options } = interaction;
    await give(interaction, principalOf(options.getRole('role', true)), options.getString('what') ?? usual);
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    await interaction.respond(offeredWhats(interaction, true));
  }
}
