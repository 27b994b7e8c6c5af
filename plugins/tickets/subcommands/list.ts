import { Refusal, respond } from '@guildhall/sdk';
import { listAnswer } from '../effects/ticket-list.ts';
import plugin from '../plugin.ts';
import { type Priority, priorities } from '../ticket/priorities.ts';
import { type StateFilter, stateFilters } from '../ticket/ticket-shelf.ts';
import { shown } from '../views/refusal.ts';
import { completeLabel } from './label.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { completeType, typeNamed } from './type-option.ts';

/** Lists tickets: those that staff work on, and everybody's own. */
export const list: TicketSubcommand = {
  name: 'list',
  menu: (sub) =>
    sub
      .addStringOption((option) =>
        option
          .setName('state')
          .setDescription('commands.options.state')
          .addChoices(...stateFilters.map((name) => ({ name: `list.states.${name}`, value: name }))),
      )
      .addStringOption((option) =>
        option.setName('type').setDescription('commands.options.of-type').setAutocomplete(true),
      )
      .addUserOption((option) => option.setName('staff').setDescription('commands.options.of-staff'))
      .addUserOption((option) => option.setName('creator').setDescription('commands.options.of-creator'))
      .addStringOption((option) =>
        option.setName('label').setDescription('commands.options.of-label').setAutocomplete(true),
      )
      .addStringOption((option) =>
        option
          .setName('priority')
          .setDescription('commands.options.of-priority')
          .addChoices(...priorities.map((name) => ({ name: `priorities.${name}`, value: name }))),
      )
      .addBooleanOption((option) => option.setName('mine').setDescription('commands.options.mine'))
      .addBooleanOption((option) =>
        option.setName('unanswered').setDescription('commands.options.unanswered'),
      ),

  complete: (interaction) =>
    interaction.options.getFocused(true).name === 'label'
      ? completeLabel(interaction)
      : completeType(interaction),

  async run(interaction) {
    const { guildId, options, member } = interaction;
    const level = options.getString('priority') as Priority | null;
    const type = options.getString('type');
    const name = options.getString('label');
    const label = name ? await plugin.parts.shelf.labelNamed(guildId, name) : undefined;
    if (name && !label) {
      throw shown(new Refusal('no-such-label', { name }));
    }
    const filter = {
      state: (options.getString('state') as StateFilter | null) ?? undefined,
      type: type ? (await typeNamed(guildId, type)).id : undefined,
      staff: options.getBoolean('mine') ? member.id : options.getUser('staff')?.id,
      creator: options.getUser('creator')?.id,
      label,
      priority: level ? priorities.indexOf(level) : undefined,
      unanswered: options.getBoolean('unanswered') ?? undefined,
    };
    await respond(interaction, await listAnswer(interaction, filter, 0));
  },
};
