import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import type { MemberRole } from '../delivery/role-grants.ts';
import { settleRole } from '../effects/member-role.ts';

/** Gives a member a role that they bought, or takes one whose time is over. */
export class SettleRoleTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'settle-role' });
  }

  override async run(of: MemberRole): Promise<void> {
    await settleRole(of);
  }
}
