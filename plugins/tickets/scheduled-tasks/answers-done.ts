import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellAnswered } from '../effects/answers.ts';

/** Tells staff that the questions of a ticket are answered. */
export class AnswersDoneTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'answers-done' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await tellAnswered(guild, ticket);
  }
}
