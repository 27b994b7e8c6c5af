import { Events, Listener } from '@sapphire/framework';
import { lookAnew } from '../effects/each-guild.ts';
import plugin from '../plugin.ts';

/** After a start, Discord may have changed while nobody looked. */
export class ReadyListener extends Listener<typeof Events.ClientReady> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ClientReady });
  }

  override async run(): Promise<void> {
    await lookAnew([...plugin.host.client.guilds.cache.keys()]);
  }
}
