import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import { compareAll } from '../effects/compare.ts';

/** Looks once in a while whether all status messages are there: not every change is told. */
export class CheckAllTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-all', interval: 60 * minute });
  }

  override async run(): Promise<void> {
    await compareAll();
  }
}
