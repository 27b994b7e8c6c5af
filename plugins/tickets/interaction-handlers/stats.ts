import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { isPeriod, statisticsAnswer } from '../effects/statistics.ts';
import { type Aspect, aspects } from '../views/statistics.ts';

/** Shows other numbers, or another page, on the message of `/ticket stats`. */
export class StatsHandler extends ComponentHandler {
  override async run(
    interaction: ComponentInteraction,
    [aspect, period = '', type, staff, page]: string[],
  ): Promise<void> {
    const choice = {
      aspect: aspects.find((one) => one === aspect) ?? ('tickets' satisfies Aspect),
      period: isPeriod(period) ? period : 'month',
      type: type === '-' ? undefined : type,
      staff: staff === '-' ? undefined : staff,
      page: Number(page) || 0,
    } as const;
    await update(interaction, await statisticsAnswer(interaction, choice));
  }
}
