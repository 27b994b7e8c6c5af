import { Events, Listener } from '@sapphire/framework';
import plugin from '../plugin.ts';

/** After a start, panels are found again and brought up to date. */
export class PanelsReadyListener extends Listener<typeof Events.ClientReady> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ClientReady });
  }

  override async run(): Promise<void> {
    await plugin.parts.panels.doubt([...plugin.host.client.guilds.cache.keys()]);
  }
}
