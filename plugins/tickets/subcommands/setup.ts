import { respond } from '@guildhall/sdk';
import { ChannelType } from 'discord.js';
import { addPanel, panelAnswer, panelListAnswer } from '../effects/panel-screen.ts';
import plugin from '../plugin.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Puts up and changes the messages by which members open tickets. */
export const setup: TicketSubcommand = {
  name: 'setup',
  menu: (sub) =>
    sub.addChannelOption((option) =>
      option
        .setName('channel')
        .setDescription('commands.options.panel-channel')
        .addChannelTypes(ChannelType.GuildText, ChannelType.GuildAnnouncement),
    ),

  async run(interaction) {
    const channel = interaction.options.getChannel('channel');
    if (!channel) {
      return respond(interaction, await panelListAnswer(interaction));
    }
    const panel = await addPanel(interaction, channel.id);
    const note = plugin.host.texts.in(interaction.locale)('panel-screen.added');
    await respond(interaction, await panelAnswer(interaction, panel.id, note));
  },
};
