import { respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import { type Priority, priorities, priorityEmoji } from '../ticket/priorities.ts';
import { doneView } from '../views/done.ts';
import { orRefuse } from '../views/refusal.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Says how urgent the ticket of the channel is. */
export const priority: TicketSubcommand = {
  name: 'priority',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option
        .setName('level')
        .setDescription('commands.options.level')
        .setRequired(true)
        .addChoices(...priorities.map((name) => ({ name: `priorities.${name}`, value: name }))),
    ),

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('priority', member, ticket);
    const level = options.getString('level', true) as Priority;
    const after = orRefuse(await plugin.parts.work.prioritize(guildId, ticket.id, level, member.id));
    const { t } = await plugin.host.texts.ofGuild(guildId);
    const values = { emoji: priorityEmoji[level], priority: t(`priorities.${level}`) };
    await respond(interaction, await doneView('priority', after, member.id, values));
  },
};
