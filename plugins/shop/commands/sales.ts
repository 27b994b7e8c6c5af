import { Refusal, respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { salesAnswer, sendSales } from '../effects/sales.ts';
import plugin from '../plugin.ts';
import { type ExportFormat, exportFormats } from '../sales/sales-export.ts';
import { type Period, periodBetween, periodNames } from '../sales/sales-periods.ts';

/** Shows what was sold in a time, or gives it away as a table. */
export class SalesCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'sales', capability: 'sales' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.sales')
        .addStringOption((option) =>
          option
            .setName('period')
            .setDescription('commands.options.sales-period')
            .addChoices(...periodNames.map((name) => ({ name: `sales.periods.${name}`, value: name }))),
        )
        .addStringOption((option) =>
          option.setName('from').setDescription('commands.options.sales-from').setMaxLength(10),
        )
        .addStringOption((option) =>
          option.setName('to').setDescription('commands.options.sales-to').setMaxLength(10),
        )
        .addStringOption((option) =>
          option
            .setName('export')
            .setDescription('commands.options.sales-export')
            .addChoices(...exportFormats.map((name) => ({ name: `sales.formats.${name}`, value: name }))),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const period = await periodOf(interaction);
    const format = interaction.options.getString('export') as ExportFormat | null;
    if (format) {
      return sendSales(interaction, format, period);
    }
    // SQLite lets nothing else happen while it adds years up: Discord is told first.
    await interaction.deferReply({ flags: 'Ephemeral' });
    const choice = { aspect: 'time', period, currency: undefined, page: 0 } as const;
    await respond(interaction, await salesAnswer(interaction, choice));
  }
}

/** Days that were typed count before a period that was chosen. @throws Refusal `days-first`, `day-unclear`, `days-order`. */
async function periodOf({
  guildId,
  options,
}: Command.ChatInputCommandInteraction<'cached'>): Promise<Period> {
  const [from, to] = [options.getString('from'), options.getString('to')];
  if (from === null) {
    if (to !== null) {
      throw new Refusal('days-first');
    }
    return (options.getString('period') ?? 'month') as Period;
  }
  const { timeZone } = await plugin.host.texts.ofGuild(guildId);
  return periodBetween(from, to ?? undefined, plugin.host.clock.now(), timeZone);
}
