import { Command } from '@sapphire/framework';
import { askForName, proveAgain, showAccount } from '../beginning.ts';
import plugin from '../plugin.ts';

/** Verifies another time, with the same account or another one. The history keeps what was. */
export class ReverifyCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'reverify', capability: 'verify' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.reverify')
        .addStringOption((option) =>
          option.setName('username').setDescription('commands.options.new-username').setMaxLength(50),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId: guild, user, options } = interaction;
    const typed = options.getString('username');
    if (typed) {
      return showAccount(interaction, { guild, user: user.id, by: user.id }, typed, true);
    }
    const link = await plugin.parts.links.of(guild, user.id);
    await (link ? proveAgain(interaction, link.account) : askForName(interaction, true));
  }
}
