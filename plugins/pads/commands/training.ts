import type { Command } from '@sapphire/framework';
import { BookingCommand } from '../booking-command.ts';

/** Books a pad for a training: `/training`, `!training 3 8pm`. */
export class TrainingCommand extends BookingCommand {
  constructor(context: Command.LoaderContext) {
    super(context, 'training');
  }
}
