import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import plugin from '../plugin.ts';

/** Seals what was kept before the operator set a key. */
export class SealTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'seal', interval: 10 * minute });
  }

  override async run(): Promise<void> {
    const sealed = await plugin.parts.sealing.sealAll();
    if (sealed > 0) {
      plugin.host.logger.info('what lay open in the database was sealed', { sealed });
    }
  }
}
