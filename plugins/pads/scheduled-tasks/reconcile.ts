import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import { mendBoards } from '../effects/repair.ts';
import pads from '../plugin.ts';

/** Looks for what should have happened and did not: ends that are due, turns that ran out, boards that are not there. */
export class ReconcileTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'reconcile', interval: minute });
  }

  override async run(): Promise<void> {
    const { board, sessions, waitlist } = pads.parts;
    for (const { guild, id } of await sessions.expired()) {
      await board.expire(guild, id);
    }
    for (const { guild, id } of await waitlist.lapsed()) {
      await waitlist.lapse(guild, id);
    }
    await waitlist.repair();
    await mendBoards([...pads.host.client.guilds.cache.keys()]);
  }
}
