import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { confirmTyped, type TypedCommand } from '../effects/typed-confirmation.ts';

/** Confirms what a typed command has done, and removes the command. */
export class ConfirmTypedTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'confirm-typed' });
  }

  override async run(typed: TypedCommand): Promise<void> {
    await confirmTyped(typed);
  }
}
