import { Refusal, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { purgeDays } from '../ticket/purges.ts';
import { purgeQuestion } from '../views/purge.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { completeType, typeNamed } from './type-option.ts';

const day = 24 * 60 * 60_000;

/** Deletes closed tickets that are older than some days, after a question that says how many. */
export const purge: TicketSubcommand = {
  name: 'purge',
  menu: (sub) =>
    sub
      .addIntegerOption((option) =>
        option
          .setName('older-than')
          .setDescription('commands.options.older-than')
          .setMinValue(purgeDays.min)
          .setMaxValue(purgeDays.max)
          .setRequired(true),
      )
      .addStringOption((option) =>
        option.setName('type').setDescription('commands.options.of-type').setAutocomplete(true),
      )
      .addBooleanOption((option) =>
        option.setName('archived-only').setDescription('commands.options.archived-only'),
      ),

  complete: completeType,

  async run(interaction) {
    const { guildId: guild, options, locale } = interaction;
    const { purges } = plugin.parts;
    const typed = options.getString('type');
    const type = typed ? await typeNamed(guild, typed) : undefined;
    const wish = {
      guild,
      before: new Date(plugin.host.clock.now().getTime() - options.getInteger('older-than', true) * day),
      type: type?.id ?? null,
      archivedOnly: options.getBoolean('archived-only') ?? false,
    };
    const count = await purges.count(wish);
    if (count === 0) {
      throw new Refusal('nothing-to-purge');
    }
    await respond(interaction, purgeQuestion(wish, count, type?.name, plugin.host.texts.in(locale)));
  },
};
