import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import { isHere } from '../effects/member-facts.ts';
import { laterIfTroubled, lookLater, refreshUser } from '../effects/refresh-user.ts';
import type { Leftover } from '../links.ts';

/** Brings one member up to date, once Roblox tells what is needed for it. */
export class RefreshMemberTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'refresh-member' });
  }

  override async run({
    guild,
    user,
    ...leftover
  }: Leftover & { guild: string; user: string }): Promise<void> {
    if (!isHere(guild)) {
      return lookLater(guild, user, { ...leftover, in: minute });
    }
    // What is remembered may be older than what this job was added for.
    const update = await refreshUser(guild, user, { ...leftover, background: true, fresh: true });
    if (update) {
      await laterIfTroubled(guild, user, update);
    }
  }
}
