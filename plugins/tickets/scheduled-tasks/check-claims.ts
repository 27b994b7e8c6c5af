import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkClaims } from '../effects/claims.ts';
import { inEachGuild } from '../effects/each-guild.ts';

const minute = 60_000;

/** Looks for claims of people who are staff no more, though nobody told us. */
export class CheckClaimsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-claims', interval: 10 * minute });
  }

  override async run({ guild }: { guild?: string }): Promise<void> {
    await (guild ? checkClaims(guild) : inEachGuild(this.name));
  }
}
