import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import { ticketOfMessage } from '../effects/ticket-message.ts';
import plugin from '../plugin.ts';

/** A message was deleted: what it said stays for staff, if it was in a ticket. */
export class CaptureDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run(message: Message | PartialMessage): Promise<void> {
    if (await ticketOfMessage(message)) {
      await plugin.parts.captures.deleted([message.id], plugin.host.clock.now());
    }
  }
}
