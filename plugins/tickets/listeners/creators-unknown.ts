import { Events, Listener } from '@sapphire/framework';
import { doubtCreators } from '../effects/creators.ts';
import plugin from '../plugin.ts';

/** After a start, people may have left while nobody looked. */
export class CreatorsUnknownListener extends Listener<typeof Events.ClientReady> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ClientReady });
  }

  override async run(): Promise<void> {
    await doubtCreators([...plugin.host.client.guilds.cache.keys()]);
  }
}
