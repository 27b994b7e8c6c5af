import { respond } from '@guildhall/sdk';
import { noteScreen } from '../effects/note-screen.ts';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import { noteLimit } from '../ticket/notes.ts';
import { orRefuse } from '../views/refusal.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Writes a note about the ticket of the channel, and shows all notes. */
export const note: TicketSubcommand = {
  name: 'note',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option.setName('text').setDescription('commands.options.note').setMaxLength(noteLimit),
    ),

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('note', member, ticket);
    const text = options.getString('text');
    if (text !== null) {
      orRefuse(await plugin.parts.notes.add(guildId, ticket.id, text, member.id));
    }
    await respond(interaction, await noteScreen(interaction, ticket, 0));
  },
};
