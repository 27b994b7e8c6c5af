import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { askRates } from '../effects/rates.ts';
import { roundPeriod } from '../sources/rate-rounds.ts';

/** Asks the rate source that the operator set up what coins cost. */
export class AskRatesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'ask-rates', interval: roundPeriod });
  }

  override async run(): Promise<void> {
    await askRates();
  }
}
