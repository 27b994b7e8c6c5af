import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellLog } from '../effects/log-line.ts';
import type { LogLine } from '../ticket/log-lines.ts';

/** Tells the log channel what was done to a ticket. */
export class LogLineTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'log-line' });
  }

  override async run(line: LogLine): Promise<void> {
    await tellLog(line);
  }
}
