import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showPanel } from '../effects/panel.ts';

/** Brings a panel up to date, or takes it away. */
export class ShowPanelTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-panel' });
  }

  override async run({ guild, panel }: { guild: string; panel: string }): Promise<void> {
    await showPanel(guild, panel);
  }
}
