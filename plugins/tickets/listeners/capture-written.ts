import { Events, Listener } from '@sapphire/framework';
import type { Message } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody wrote: what they wrote is kept, if it is in a ticket. */
export class CaptureWrittenListener extends Listener<typeof Events.MessageCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageCreate });
  }

  override async run(message: Message): Promise<void> {
    const { id, guildId, channelId, channel, author, member, content, attachments, createdAt } = message;
    const empty = content === '' && attachments.size === 0;
    if (!guildId || empty || author.id === message.client.user.id) {
      return;
    }
    await plugin.parts.captures.written({
      id,
      guild: guildId,
      channel: channelId,
      parent: channel.isThread() ? channel.parentId : null,
      author: author.id,
      authorName: member?.displayName ?? author.displayName,
      at: createdAt,
      text: content,
      files: attachments.map(({ name }) => name),
    });
  }
}
