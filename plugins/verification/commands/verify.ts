import { Refusal } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { askForName, memberOption, showAccount } from '../beginning.ts';
import plugin from '../plugin.ts';

/** Begins a verification: `/verify builderman`. Staff begin for a member with `user`. */
export class VerifyCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'verify', capability: 'verify' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.verify')
        .addStringOption((option) =>
          option.setName('username').setDescription('commands.options.username').setMaxLength(50),
        )
        .addUserOption((option) => option.setName('user').setDescription('commands.options.for')),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId: guild, user, member, options } = interaction;
    const other = memberOption(interaction, 'user');
    const forOther = other !== undefined && other.id !== user.id;
    const typed = options.getString('username');
    if (forOther && !(await plugin.host.may(member, 'assist'))) {
      throw new Refusal('not-for-others');
    }
    if (forOther && !typed) {
      throw new Refusal('name-missing');
    }
    if (!typed) {
      return askForName(interaction, false);
    }
    // Staff begin for somebody who has a link because it is to be another one.
    await showAccount(interaction, { guild, user: other?.id ?? user.id, by: user.id }, typed, forOther);
  }
}
