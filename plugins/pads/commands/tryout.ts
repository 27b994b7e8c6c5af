import type { Command } from '@sapphire/framework';
import { BookingCommand } from '../booking-command.ts';

/** Books a pad for a tryout: `/tryout`, `!tryout 3 8pm`. */
export class TryoutCommand extends BookingCommand {
  constructor(context: Command.LoaderContext) {
    super(context, 'tryout');
  }
}
