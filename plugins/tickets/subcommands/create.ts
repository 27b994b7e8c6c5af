import { Refusal } from '@guildhall/sdk';
import { openTicket } from '../opening.ts';
import plugin from '../plugin.ts';
import { subjectLimit } from '../ticket/tickets.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Opens a ticket. */
export const create: TicketSubcommand = {
  name: 'create',
  menu: (sub) =>
    sub
      .addStringOption((option) =>
        option
          .setName('type')
          .setDescription('commands.options.type')
          .setAutocomplete(true)
          .setRequired(true),
      )
      .addStringOption((option) =>
        option.setName('subject').setDescription('commands.options.subject').setMaxLength(subjectLimit),
      ),

  async complete(interaction) {
    const typed = interaction.options.getFocused().toLowerCase();
    const types = await plugin.parts.types.offered(interaction.guildId);
    const fitting = types.filter(({ name }) => name.toLowerCase().includes(typed));
    await interaction.respond(fitting.map(({ id, name }) => ({ name, value: id })));
  },

  async run(interaction) {
    const { options, guildId } = interaction;
    const typed = options.getString('type', true);
    const types = await plugin.parts.types.offered(guildId);
    const type = types.find(({ id, name }) => id === typed || name.toLowerCase() === typed.toLowerCase());
    if (!type) {
      throw new Refusal(types.length === 0 ? 'no-types' : 'no-such-type');
    }
    await openTicket(interaction, type.id, { subject: options.getString('subject') ?? undefined });
  },
};
