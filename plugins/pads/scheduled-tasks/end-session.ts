import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import pads from '../plugin.ts';

/** Ends a session whose time has run out. */
export class EndSessionTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'end-session' });
  }

  override async run({ guild, session }: { guild: string; session: string }): Promise<void> {
    await pads.parts.endings.expire(guild, session);
  }
}
