import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkClaims } from '../effects/claims.ts';
import plugin from '../plugin.ts';

const minute = 60_000;

/** Looks for claims of people who are staff no more, though nobody told us. */
export class CheckClaimsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-claims', interval: 10 * minute });
  }

  override async run(): Promise<void> {
    for (const guild of plugin.host.client.guilds.cache.keys()) {
      await checkClaims(guild);
    }
  }
}
