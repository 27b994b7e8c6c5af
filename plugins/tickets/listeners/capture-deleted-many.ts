import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage, ReadonlyCollection } from 'discord.js';
import { ticketOfMessage } from '../effects/ticket-message.ts';
import plugin from '../plugin.ts';

/** Many messages were deleted at once. */
export class CaptureDeletedManyListener extends Listener<typeof Events.MessageBulkDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageBulkDelete });
  }

  override async run(messages: ReadonlyCollection<string, Message | PartialMessage>): Promise<void> {
    const first = messages.first();
    if (first && (await ticketOfMessage(first))) {
      await plugin.parts.captures.deleted([...messages.keys()], plugin.host.clock.now());
    }
  }
}
