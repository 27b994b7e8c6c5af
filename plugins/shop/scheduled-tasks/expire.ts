import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Ends the time in which an order is to be paid, or waits for its end. */
export class ExpireTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'expire' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    const { database, jobs } = plugin.host;
    const runAt = await plugin.parts.review.expire(guild, order);
    if (runAt) {
      await database.transaction((em) =>
        jobs.add(em, 'expire', { guild, order }, { runAt, key: `expire:${order}` }),
      );
    }
  }
}
