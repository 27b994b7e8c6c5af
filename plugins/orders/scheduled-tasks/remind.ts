import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { remindOf } from '../effects/reminder.ts';
import plugin from '../plugin.ts';

/** Reminds staff of an order that is due soon, or now; before that it only waits. */
export class RemindTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'remind' });
  }

  override async run({ guild, order: id }: { guild: string; order: string }): Promise<void> {
    const { reminders } = plugin.parts;
    const reminder = await reminders.next(guild, id);
    if (!reminder) {
      return;
    }
    const { order, at } = reminder;
    if (at > plugin.host.clock.now()) {
      await plugin.host.database.transaction((em) => reminders.plan(em, order, at));
      return;
    }
    await remindOf(reminder);
    await reminders.said(reminder);
  }
}
