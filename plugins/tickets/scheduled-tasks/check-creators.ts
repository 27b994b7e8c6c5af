import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkClaims } from '../effects/claims.ts';
import { checkCreator, checkCreators } from '../effects/creators.ts';

/** Of which guild, or of which one ticket of it; and from when on it was seen who left. */
interface Doubt {
  readonly guild: string;
  readonly ticket?: string;
  readonly from: string;
}

/**
 * Finds out who left the server or came back while nobody looked: of creators and of those who claimed tickets, or the
 * creator of one ticket.
 */
export class CheckCreatorsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-creators' });
  }

  override async run({ guild, ticket, from }: Doubt): Promise<void> {
    if (ticket) {
      return checkCreator(guild, ticket, new Date(from));
    }
    await checkCreators(guild, new Date(from));
    await checkClaims(guild);
  }
}
