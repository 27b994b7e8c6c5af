import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkRoles } from '../effects/member-role.ts';

/** Looks whether the members of a guild have the roles that they bought, as far as nobody told. */
export class CheckRolesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-roles' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkRoles(guild);
  }
}
