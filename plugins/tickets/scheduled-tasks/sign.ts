import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { writeSign } from '../effects/sign.ts';

/** Gives the channel of a ticket the name and the topic that it is to have. */
export class SignTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'sign' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await writeSign(guild, ticket);
  }
}
