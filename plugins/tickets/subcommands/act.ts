import { respond } from '@guildhall/sdk';
import { type ActName, act } from '../acts.ts';
import { ticketHere } from '../rights.ts';
import { doneView } from '../views/done.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** A subcommand that does what the button of the same name does, in the channel of the ticket. */
export const actSubcommand = (name: ActName): TicketSubcommand => ({
  name,
  menu: (sub) => sub,
  async run(interaction) {
    const { guildId, channelId, member } = interaction;
    const after = await act(name, member, await ticketHere(guildId, channelId));
    await respond(interaction, await doneView(name, after, member.id));
  },
});
