import { Events, Listener } from '@sapphire/framework';
import type { AnyThreadChannel } from 'discord.js';
import { doubtTwin } from '../effects/repair.ts';

/** A thread turned up that was asked for a while ago, perhaps: its ticket may have another one by now, or be over. */
export class ThreadCreatedListener extends Listener<typeof Events.ThreadCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ThreadCreate });
  }

  override async run(thread: AnyThreadChannel): Promise<void> {
    await doubtTwin(thread);
  }
}
