import { GatewayIntentBits as I } from 'discord-api-types/v10';
import type { Message } from '../state/types.ts';
import type { Session } from './session.ts';

type Data = Record<string, unknown>;

/**
 * Whether a session may read what a message says.
 * Source: https://docs.discord.com/developers/events/gateway#message-content-intent
 */
function reads(session: Session, message: Message): boolean {
  const { bot } = session.application;
  return (
    session.has(I.MessageContent) ||
    message.author === bot ||
    message.channel.guild === undefined ||
    message.mentions.includes(bot)
  );
}

/** Which parts of a message event a session may read: the message, and the one that it answers. */
export interface Readable {
  readonly message: boolean;
  readonly referenced: boolean;
}

/** Which parts of a message a session may read. */
export function readable(session: Session, message: Message): Readable {
  return {
    message: reads(session, message),
    referenced: !message.referenced || reads(session, message.referenced),
  };
}

/** The data of a message event without what the session may not read. */
export function withoutContent(data: Data, may: Readable): Data {
  const kept = may.message ? data : blank(data);
  if (may.referenced || !data.referenced_message) return kept;
  return { ...kept, referenced_message: blank(data.referenced_message as Data) };
}

function blank(message: Data): Data {
  const { poll: _withheld, ...rest } = message;
  const snapshots = rest.message_snapshots as { message: Data }[] | undefined;
  return {
    ...rest,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    ...(snapshots && {
      message_snapshots: snapshots.map((snapshot) => ({ ...snapshot, message: blank(snapshot.message) })),
    }),
  };
}
