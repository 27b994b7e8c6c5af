import type { Application, Channel, Guild, Message, User } from './types.ts';

/** Something that happened, for the gateway sessions that may know of it and for the people who watch. */
export interface Dispatch {
  /** The gateway's event name, like `MESSAGE_CREATE`. */
  readonly event: string;
  /** Builds the event's data. Called only when somebody receives it. */
  readonly data: () => object;
  /** Sent to the applications in this guild. */
  readonly guild?: Guild | undefined;
  /** Sent only to those who may see this channel. */
  readonly channel?: Channel | undefined;
  /** Sent to this application alone. */
  readonly application?: Application | undefined;
  /** Sent to these users alone (their bots' sessions). */
  readonly recipients?: readonly User[] | undefined;
  /** Sent only to bots with all of these permissions in the guild. */
  readonly needs?: bigint | undefined;
  /** Whom it is about: their bots hear of it with the Guilds intent alone. */
  readonly concerns?: readonly User[] | undefined;
  /** The message that the data shows, whose content is held back from those without the intent. */
  readonly message?: Message | undefined;
}

/** Where something happens that only a channel hears of: those who may see it, or the two who talk in direct messages. */
export function inChannel(channel: Channel): Pick<Dispatch, 'guild' | 'channel' | 'recipients'> {
  const { guild, recipients } = channel;
  return { guild, channel, ...(!guild && { recipients }) };
}
