import { deleteMessage, respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { ChannelType, type Message } from 'discord.js';
import { panelAnswer, sendPanel } from '../effects/panel-screen.ts';
import plugin from '../plugin.ts';

/** `/sendticket` and `!sendticket` put a panel up where they are used; one that is there comes to the bottom. */
export class SendTicketCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'sendticket', capability: 'types' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.sendticket')
        .addChannelOption((option) =>
          option
            .setName('channel')
            .setDescription('commands.options.panel-channel')
            .addChannelTypes(ChannelType.GuildText, ChannelType.GuildAnnouncement),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, user, options, channelId, locale } = interaction;
    const panel = await sendPanel(guildId, options.getChannel('channel')?.id ?? channelId, user.id);
    const note = plugin.host.texts.in(locale)('panel-screen.added');
    await respond(interaction, await panelAnswer(interaction, panel.id, note));
  }

  override async messageRun(message: Message<true>): Promise<void> {
    const { guildId: guild, channelId: channel, author, id } = message;
    await sendPanel(guild, channel, author.id);
    await deleteMessage(plugin.host.client, { guild, channel, message: id });
  }
}
