import { failureOf } from '@guildhall/sdk';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import pads from '../plugin.ts';

/** Ends the sessions of hosts who left while the bot was not there to see it. */
export class CheckHostsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-hosts' });
  }

  override async run({ guild: id }: { guild: string }): Promise<void> {
    const guild = pads.host.client.guilds.cache.get(id);
    if (!guild?.available) {
      return;
    }
    const hosts = new Set((await pads.parts.sessions.open(id)).map(({ host }) => host));
    for (const user of hosts) {
      try {
        await guild.members.fetch({ user, force: true });
      } catch (error) {
        if (failureOf(error) !== 'gone') {
          throw error;
        }
        await pads.parts.endings.hostLeft(id, user);
      }
    }
  }
}
