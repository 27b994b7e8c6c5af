import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import { ticketOfMessage } from '../effects/ticket-message.ts';
import plugin from '../plugin.ts';

/** Somebody edited a message: what it said before is kept, if it is in a ticket. */
export class CaptureEditedListener extends Listener<typeof Events.MessageUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageUpdate });
  }

  override async run(_before: unknown, message: Message | PartialMessage): Promise<void> {
    const { id, content, author, editedAt } = message;
    // Discord also tells that a preview of a link has come: that is no edit.
    if (content === null || !editedAt || author?.id === message.client.user.id) {
      return;
    }
    if (await ticketOfMessage(message)) {
      await plugin.parts.captures.edited(id, content, editedAt);
    }
  }
}
