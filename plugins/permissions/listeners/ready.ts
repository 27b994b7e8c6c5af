import { Events, Listener } from '@sapphire/framework';
import permissions from '../plugin.ts';
import { sweep } from '../sweep.ts';

/** Roles and members may have gone while the bot was away. */
export class ReadyListener extends Listener<typeof Events.ClientReady> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ClientReady });
  }

  override async run(): Promise<void> {
    await sweep(permissions.host.client.guilds.cache.values());
  }
}
