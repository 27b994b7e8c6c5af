import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Removes pictures of sales: those of a server that is to be forgotten, or all with names on them. */
export class EraseChartsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'erase-charts' });
  }

  override async run({ place }: { place: string | null }): Promise<void> {
    await plugin.parts.salesCharts.erase(place);
  }
}
