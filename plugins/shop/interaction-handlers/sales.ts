import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import type { MessageComponentInteraction } from 'discord.js';
import { salesAnswer } from '../effects/sales.ts';
import { isPeriod } from '../sales/sales-periods.ts';
import { aspects } from '../views/sales.ts';

/** Shows other numbers, or another page, on the message of `/sales`. */
export class SalesHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'sales' });
  }

  override async run(
    interaction: ComponentInteraction,
    [what = '', aspect, period, currency, page]: string[],
  ): Promise<void> {
    const chosen = interaction.isStringSelectMenu() ? { [what]: interaction.values[0] } : {};
    const wanted = { aspect, period, currency, ...chosen };
    const choice = {
      aspect: aspects.find((one) => one === wanted.aspect) ?? 'time',
      period: isPeriod(wanted.period ?? '') ? wanted.period : 'month',
      currency: wanted.currency,
      page: Number(page) || 0,
    } as const;
    await (interaction as MessageComponentInteraction).deferUpdate();
    await update(interaction, await salesAnswer(interaction, choice as Parameters<typeof salesAnswer>[1]));
  }
}
