import { Refusal, respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { ApplicationCommandType, type RepliableInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import { shown } from '../views/refusal.ts';
import { whoisView } from '../views/whois.ts';

/** Which Roblox account a member has: `/whois`, or a right click on the member. */
export class WhoisCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'whois', capability: 'whois' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.whois')
        .addUserOption((option) =>
          option.setName('user').setDescription('commands.options.user').setRequired(true),
        ),
    );
    registry.registerContextMenuCommand((builder) =>
      builder.setName('commands.whois-menu').setType(ApplicationCommandType.User),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await tell(interaction, interaction.options.getUser('user', true).id);
  }

  override async contextMenuRun(interaction: Command.ContextMenuCommandInteraction<'cached'>): Promise<void> {
    if (interaction.isUserContextMenuCommand()) {
      await tell(interaction, interaction.targetId);
    }
  }
}

async function tell(interaction: RepliableInteraction<'cached'>, user: string): Promise<void> {
  const link = await plugin.parts.links.of(interaction.guildId, user);
  if (!link) {
    throw shown(new Refusal('not-verified', { user }));
  }
  const headshot = await plugin.parts.roblox.headshot(link.account);
  await respond(interaction, whoisView(link, headshot, plugin.host.texts.in(interaction.locale)));
}
