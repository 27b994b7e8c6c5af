import { Events, Listener } from '@sapphire/framework';
import { doubtAll } from '../effects/doubt.ts';

/** After a start, Discord may show what was true before the stop. */
export class ReadyListener extends Listener<typeof Events.ClientReady> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ClientReady });
  }

  override async run(): Promise<void> {
    await doubtAll();
  }
}
