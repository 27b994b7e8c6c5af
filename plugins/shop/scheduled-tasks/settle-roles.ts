import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { settleRoles } from '../effects/member-role.ts';

/** Tries again to give the roles of a guild that could not be given. */
export class SettleRolesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'settle-roles' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await settleRoles(guild);
  }
}
