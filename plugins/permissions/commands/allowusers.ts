import { Command } from '@sapphire/framework';
import { give, principalOf } from '../giving.ts';

/** What the kinds of sessions are called in the command, and what they let people do. */
const kinds = { tryout: 'pads.host.tryout', training: 'pads.host.training' } as const;

/** `/allowusers`: lets somebody host tryouts or trainings. */
export class AllowUsersCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'allowusers', capability: 'manage' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.allowusers.description')
        .addUserOption((option) =>
          option.setName('user').setDescription('commands.allowusers.user').setRequired(true),
        )
        .addStringOption((option) =>
          option
            .setName('what')
            .setDescription('commands.allowusers.what')
            .setRequired(true)
            .addChoices(...Object.keys(kinds).map((kind) => ({ name: `kinds.${kind}`, value: kind }))),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { options } = interaction;
    const kind = options.getString('what', true) as keyof typeof kinds;
    await give(interaction, principalOf(options.getMember('user')), kinds[kind]);
  }
}
