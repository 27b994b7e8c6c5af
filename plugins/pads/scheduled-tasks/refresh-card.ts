import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { refreshCard } from '../effects/card-post.ts';

/** Brings the message that shows a session up to date. */
export class RefreshCardTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'refresh-card' });
  }

  override async run({ guild, session }: { guild: string; session: string }): Promise<void> {
    await refreshCard(guild, session);
  }
}
