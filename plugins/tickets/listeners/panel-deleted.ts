import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted a panel by hand: it is taken down. */
export class PanelDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run({ id, channelId, guildId }: Message | PartialMessage): Promise<void> {
    if (guildId) {
      await plugin.parts.panels.deletedByHand(guildId, channelId, [id]);
    }
  }
}
