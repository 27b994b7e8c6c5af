import { plain, Refusal, respond } from '@guildhall/sdk';
import { ChannelType, roleMention, userMention } from 'discord.js';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import { orRefuse } from '../views/refusal.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { completeType, typeNamed } from './type-option.ts';

/** Makes the ticket one of another type, or takes its channel to another category. */
export const move: TicketSubcommand = {
  name: 'move',
  menu: (sub) =>
    sub
      .addStringOption((option) =>
        option.setName('type').setDescription('commands.options.to-type').setAutocomplete(true),
      )
      .addChannelOption((option) =>
        option
          .setName('category')
          .setDescription('commands.options.to-category')
          .addChannelTypes(ChannelType.GuildCategory),
      ),
  complete: completeType,

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('move', member, ticket);
    const typed = options.getString('type');
    const category = options.getChannel('category')?.id;
    if (typed === null && category === undefined) {
      throw new Refusal('move-where');
    }
    const { rooms, types } = plugin.parts;
    const wanted = typed === null ? undefined : (await typeNamed(guildId, typed)).id;
    const after = orRefuse(await rooms.move(guildId, ticket.id, { type: wanted, category }, member.id));
    const type = (await types.find(guildId, after.type))!;
    const { t } = await plugin.host.texts.ofGuild(guildId);
    const changed = after.type !== ticket.type;
    const done = t(changed ? 'done.move' : 'done.move-category', {
      user: userMention(member.id),
      type: plain(type.name, 60),
      category: category ? `<#${category}>` : '',
    });
    // The staff of the new type hear of it.
    const roles = changed ? type.staffRoles : [];
    await respond(interaction, {
      content: [done, ...roles.map(roleMention)].join(' '),
      allowedMentions: { roles: [...roles] },
    });
  },
};
