import { respond } from '@guildhall/sdk';
import { sendExport, statisticsAnswer } from '../effects/statistics.ts';
import { type PeriodName, periodNames } from '../statistics/statistics-periods.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { completeType, typeNamed } from './type-option.ts';

/** Shows staff their tickets in numbers, or gives them away as a table. */
export const stats: TicketSubcommand = {
  name: 'stats',
  menu: (sub) =>
    sub
      .addStringOption((option) =>
        option
          .setName('period')
          .setDescription('commands.options.period')
          .addChoices(...periodNames.map((name) => ({ name: `stats.periods.${name}`, value: name }))),
      )
      .addStringOption((option) =>
        option.setName('type').setDescription('commands.options.of-type').setAutocomplete(true),
      )
      .addUserOption((option) => option.setName('staff').setDescription('commands.options.of-staff'))
      .addBooleanOption((option) => option.setName('export').setDescription('commands.options.export')),

  complete: completeType,

  async run(interaction) {
    const { guildId, options } = interaction;
    const typed = options.getString('type');
    const choice = {
      aspect: 'tickets',
      period: (options.getString('period') ?? 'month') as PeriodName,
      type: typed === null ? undefined : (await typeNamed(guildId, typed)).id,
      staff: options.getUser('staff')?.id,
      page: 0,
    } as const;
    if (options.getBoolean('export')) {
      return sendExport(interaction, choice);
    }
    await respond(interaction, await statisticsAnswer(interaction, choice));
  },
};
