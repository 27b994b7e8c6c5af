import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkCards } from '../effects/card.ts';
import plugin from '../plugin.ts';

/** Looks whether staff see all orders of a guild that wait for them, and reminds them of those that wait for long. */
export class CheckCardsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-cards' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkCards(guild);
    await plugin.parts.reminders.remind(guild);
  }
}
