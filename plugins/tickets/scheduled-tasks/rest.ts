import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { restRoom } from '../effects/room.ts';

/** Archives the thread of a closed ticket. */
export class RestTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'rest' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await restRoom(guild, ticket);
  }
}
