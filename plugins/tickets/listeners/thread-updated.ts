import { Events, Listener } from '@sapphire/framework';
import type { AnyThreadChannel } from 'discord.js';
import { doubtUnlessRight } from '../effects/repair.ts';
import plugin from '../plugin.ts';

/** Discord archived the thread of an open ticket, or somebody opened that of a closed one: it is put right. */
export class ThreadUpdatedListener extends Listener<typeof Events.ThreadUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ThreadUpdate });
  }

  override async run(before: AnyThreadChannel, thread: AnyThreadChannel): Promise<void> {
    await doubtUnlessRight(thread);
    if (thread.archived && !before.archived) {
      // One more may be active.
      await plugin.parts.census.nextForThread(thread.guildId);
    }
  }
}
