import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellMethod } from '../effects/methods.ts';
import type { MethodNews } from '../payment/methods.ts';

/** Tells staff where money goes now. */
export class TellMethodTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-method' });
  }

  override async run(news: MethodNews): Promise<void> {
    await tellMethod(news);
  }
}
