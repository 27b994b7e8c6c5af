import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import { retryAll } from '../effects/doubt.ts';

/** Looks once in a while whether Discord is as it should be: not every change is told. */
export class CompareAllTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'compare-all', interval: 10 * minute });
  }

  override async run(): Promise<void> {
    await retryAll();
  }
}
