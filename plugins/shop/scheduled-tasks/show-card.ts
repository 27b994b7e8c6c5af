import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showCard } from '../effects/card.ts';

/** Brings the card of an order up to date. */
export class ShowCardTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-card' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await showCard(guild, order);
  }
}
