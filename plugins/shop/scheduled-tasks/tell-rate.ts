import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellRate } from '../effects/rates.ts';
import type { RateName } from '../payment/rates.ts';

/** Tells staff that a rate is too old, or will be soon. */
export class TellRateTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-rate' });
  }

  override async run(name: RateName): Promise<void> {
    await tellRate(name);
  }
}
