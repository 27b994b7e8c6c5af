import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { settleRole } from '../effects/member-role.ts';
import type { MemberRole } from '../role-grants.ts';

/** Gives a member a role that they bought, or takes one whose time is over. */
export class SettleRoleTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'settle-role' });
  }

  override async run(of: MemberRole): Promise<void> {
    await settleRole(of);
  }
}
