import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkClaims } from '../effects/claims.ts';
import { checkCreators } from '../effects/creators.ts';

/** Finds out who left the server or came back while nobody looked, of creators and of those who claimed tickets. */
export class CheckCreatorsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-creators' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkCreators(guild);
    await checkClaims(guild);
  }
}
