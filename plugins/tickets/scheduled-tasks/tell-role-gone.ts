import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { type GoneRole, tellRoleGone } from '../effects/log-line.ts';

/** A role that members needed to open tickets is deleted: staff are told. */
export class TellRoleGoneTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-role-gone' });
  }

  override async run(gone: GoneRole): Promise<void> {
    await tellRoleGone(gone);
  }
}
