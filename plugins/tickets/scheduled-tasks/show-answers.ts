import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showAnswers } from '../effects/answers.ts';

/** Brings the message that asks and shows the answers of a ticket up to date. */
export class ShowAnswersTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-answers' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await showAnswers(guild, ticket);
  }
}
