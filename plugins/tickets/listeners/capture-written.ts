import { Events, Listener } from '@sapphire/framework';
import { type Attachment, ChannelType, type Message, type ReadonlyCollection } from 'discord.js';
import plugin from '../plugin.ts';
import type { SeenFile, SeenMore } from '../transcripts/protocol.ts';

/** Somebody wrote: what they wrote is kept, if it is in a ticket. */
export class CaptureWrittenListener extends Listener<typeof Events.MessageCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageCreate });
  }

  override async run(message: Message): Promise<void> {
    const { id, guildId, channelId, channel, author, member, content, attachments, createdAt, system } =
      message;
    // What Discord says itself, such as that somebody pinned a message, nobody wrote.
    if (!guildId || system || author.id === message.client.user.id) {
      return;
    }
    await plugin.parts.captures.written({
      id,
      guild: guildId,
      channel: channelId,
      thread: channel.isThread()
        ? {
            name: channel.name,
            parent: channel.parentId,
            isPrivate: channel.type === ChannelType.PrivateThread,
          }
        : null,
      author: author.id,
      authorName: member?.displayName ?? author.displayName,
      at: createdAt,
      text: content,
      files: filesOf(attachments),
      more: moreOf(message),
    });
  }
}

const filesOf = (attachments: ReadonlyCollection<string, Attachment>): SeenFile[] =>
  attachments.map(({ id, name, size, url }) => ({ id, name, size, url }));

/** What a message holds that is neither text nor file. */
function moreOf({ stickers, poll, messageSnapshots }: Message): SeenMore {
  const forward = messageSnapshots.first();
  return {
    ...(stickers.size > 0 && { stickers: stickers.map(({ name }) => name) }),
    ...(poll && {
      poll: {
        question: poll.question.text ?? '',
        answers: poll.answers.map(({ text, emoji }) => ({
          text: [emoji?.toString(), text].filter(Boolean).join(' '),
        })),
        ...(poll.expiresAt && { ends: poll.expiresAt.toISOString() }),
      },
    }),
    ...(forward && { forward: { text: forward.content ?? '', files: filesOf(forward.attachments) } }),
  };
}
