import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import { showStatus } from '../effects/status-post.ts';
import plugin from '../plugin.ts';

/** Tries whether status messages can be written again where they could not. */
export class ReconcileTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'reconcile', interval: minute });
  }

  override async run(): Promise<void> {
    const { status } = plugin.parts;
    for (const shown of await status.worthATry()) {
      if ((await plugin.host.isOn(shown.guild)) && (await showStatus(shown))) {
        await plugin.host.database.transaction((em) => status.unblocked(em, shown.guild));
      }
    }
  }
}
