import { GatewayIntentBits as I } from 'discord-api-types/v10';
import { canView, guildPermissions } from '../permissions.ts';
import type { Application, Guild, Message } from '../state/types.ts';
import type { Dispatch } from '../state/world.ts';
import { intended } from './intents.ts';

/** Where a session's packets go while a socket is there. */
export interface Link {
  send(packet: string): void;
  close(code: number, reason: string): void;
}

/** How much a session keeps for a resume. A resume from further back gets op 9, as with Discord. */
const REPLAY_BYTES = 64 * 1024 * 1024;

/** One identified connection of an application, which outlives its socket so that it can be resumed. */
export class Session {
  readonly id: string;
  readonly application: Application;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  readonly largeThreshold: number;
  link: Link | undefined;
  /** Real time at which the socket went, in Unix milliseconds. */
  lostAt: number | undefined;
  seq = 0;
  readonly #sent: { seq: number; packet: string }[] = [];
  #bytes = 0;

  constructor(
    id: string,
    application: Application,
    options: { intents: number; shard: readonly [number, number]; largeThreshold: number },
  ) {
    this.id = id;
    this.application = application;
    this.intents = options.intents;
    this.shard = options.shard;
    this.largeThreshold = options.largeThreshold;
  }

  /** Sends an event, or keeps it for the resume. @param data the event's data as JSON text. */
  dispatch(event: string, data: string): void {
    const seq = ++this.seq;
    const packet = `{"t":"${event}","s":${seq},"op":0,"d":${data}}`;
    this.#sent.push({ seq, packet });
    this.#bytes += packet.length;
    while (this.#bytes > REPLAY_BYTES && this.#sent.length > 1)
      this.#bytes -= this.#sent.shift()!.packet.length;
    this.link?.send(packet);
  }

  /** What was sent after `seq`; undefined when it is no longer kept, or never was. */
  since(seq: number): string[] | undefined {
    if (seq > this.seq) return undefined;
    const first = this.#sent[0]?.seq ?? this.seq + 1;
    if (seq + 1 < first) return undefined;
    return this.#sent.slice(seq + 1 - first).map((sent) => sent.packet);
  }

  hasGuild(guild: Guild): boolean {
    const [shard, count] = this.shard;
    return (
      Number((BigInt(guild.id) >> 22n) % BigInt(count)) === shard &&
      guild.members.has(this.application.bot.id)
    );
  }

  /** Whether an event reaches this session: application, shard, guild, channel, intents. */
  receives(dispatch: Dispatch, now: number): boolean {
    const { application } = this;
    if (dispatch.application && dispatch.application !== application) return false;
    if (!intended(dispatch, this.intents)) return false;
    if (dispatch.recipients && !dispatch.recipients.includes(application.bot)) return false;
    const { guild, channel } = dispatch;
    if (!guild) return this.shard[0] === 0;
    if (guild.unavailable && dispatch.event !== 'GUILD_DELETE' && dispatch.event !== 'GUILD_CREATE')
      return false;
    if (!this.hasGuild(guild)) return false;
    const me = guild.members.get(application.bot.id)!;
    if (dispatch.needs && (guildPermissions(me) & dispatch.needs) !== dispatch.needs) return false;
    return !channel || canView(me, channel, now);
  }

  /** Whether the session may read what a message says. Source: Discord's docs, "Message Content Intent". */
  reads(message: Message): boolean {
    const { bot } = this.application;
    return (
      (this.intents & I.MessageContent) !== 0 ||
      message.author === bot ||
      message.channel.guild === undefined ||
      message.mentions.includes(bot)
    );
  }
}

/** Message data as it is sent to a session without the message-content intent. */
export function withoutContent(data: object): object {
  return {
    ...data,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    ...('poll' in data && { poll: undefined }),
    ...('message_snapshots' in data && { message_snapshots: undefined }),
    ...('referenced_message' in data &&
      data.referenced_message !== null && {
        referenced_message: withoutContent(data.referenced_message as object),
      }),
  };
}
