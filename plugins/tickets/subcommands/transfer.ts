import { Refusal, respond } from '@guildhall/sdk';
import { GuildMember } from 'discord.js';
import plugin from '../plugin.ts';
import { needRight, ticketHere, worksOnTicket } from '../rights.ts';
import { doneView } from '../views/done.ts';
import { orRefuse, shown } from '../views/refusal.ts';
import type { Interaction, TicketSubcommand } from './subcommand.ts';

/** Gives the work on a ticket to a colleague, or the ticket to another member. */
export const transfer: TicketSubcommand = {
  name: 'transfer',
  menu: (sub) =>
    sub
      .addUserOption((option) => option.setName('staff').setDescription('commands.options.to-staff'))
      .addUserOption((option) => option.setName('creator').setDescription('commands.options.to-creator'))
      .addBooleanOption((option) =>
        option.setName('keep-access').setDescription('commands.options.keep-access'),
      ),

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('transfer', member, ticket);
    const { work } = plugin.parts;
    if ((options.getUser('staff') === null) === (options.getUser('creator') === null)) {
      throw new Refusal('transfer-whom');
    }
    const colleague = memberIn(interaction, 'staff');
    if (colleague) {
      if (!(await worksOnTicket(colleague, ticket))) {
        throw shown(new Refusal('not-a-colleague', { user: colleague.id }));
      }
      const after = orRefuse(await work.handOver(guildId, ticket.id, colleague.id, member.id));
      return respond(interaction, await doneView('transfer', after, colleague.id));
    }
    const creator = memberIn(interaction, 'creator')!;
    if (creator.user.bot) {
      throw new Refusal('bot-creator');
    }
    const keep = options.getBoolean('keep-access') ?? false;
    const after = orRefuse(await work.giveTo(guildId, ticket.id, creator.id, member.id, keep));
    await respond(interaction, await doneView('creator', after, creator.id));
  },
};

/** @throws Refusal `not-here` for somebody who is not in the guild. */
function memberIn({ options }: Interaction, option: string): GuildMember | undefined {
  const chosen = options.getMember(option);
  if (options.getUser(option) && !(chosen instanceof GuildMember)) {
    throw new Refusal('not-here');
  }
  return chosen ?? undefined;
}
