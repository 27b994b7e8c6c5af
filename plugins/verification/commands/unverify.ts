import { Refusal, respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { refreshNow } from '../effects/refresh-user.ts';
import plugin from '../plugin.ts';
import { unlinkedView } from '../views/linked.ts';
import { orRefuse } from '../views/refusal.ts';

/** Takes a link away: one's own, or for staff that of a member, who need not be in the guild any more. */
export class UnverifyCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'unverify' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.unverify')
        .addUserOption((option) => option.setName('user').setDescription('commands.options.unlink'))
        .addStringOption((option) =>
          option.setName('reason').setDescription('commands.options.reason').setMaxLength(300),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, user, member, options, locale } = interaction;
    const target = options.getUser('user') ?? user;
    if (target.id !== user.id && !(await plugin.host.may(member, 'unlink'))) {
      throw new Refusal('not-for-others');
    }
    const reason = options.getString('reason') ?? undefined;
    const link = orRefuse(await plugin.parts.registry.unlink(guildId, target.id, { by: user.id, reason }));
    await respond(interaction, unlinkedView(link, plugin.host.texts.in(locale)));
    await refreshNow(guildId, { user: target.id, unlinked: true });
  }
}
