import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { refreshBoard } from '../effects/board-post.ts';

/** Brings the board of a guild up to date. */
export class RefreshBoardTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'refresh-board' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await refreshBoard(guild);
  }
}
