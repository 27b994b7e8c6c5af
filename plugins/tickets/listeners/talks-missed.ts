import { Events, Listener } from '@sapphire/framework';
import { doubtTalks } from '../effects/talks.ts';
import plugin from '../plugin.ts';

/** After a start, people may have written in tickets while nobody listened. */
export class TalksMissedListener extends Listener<typeof Events.ClientReady> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ClientReady });
  }

  override async run(): Promise<void> {
    await doubtTalks([...plugin.host.client.guilds.cache.keys()]);
  }
}
