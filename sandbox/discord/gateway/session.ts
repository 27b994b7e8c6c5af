import type { Application, Guild } from '../state/types.ts';
import { Replay } from './replay.ts';
import { type Shard, shardHas } from './shard.ts';

/** Where a session's packets go while a socket is there. */
export interface Link {
  send(packet: string): void;
  /** Asks the client to go with op 9. */
  invalidate(resumable: boolean): void;
  close(code: number, reason?: string): void;
  /** Has no session any more, and may identify anew. */
  release(): void;
  /** Ends when no more than a little of what was sent still waits for the client, or when the socket is gone. */
  drained(): Promise<void>;
}

export interface SessionOptions {
  readonly application: Application;
  /** The API version that the client connected with. */
  readonly version: number;
  readonly intents: number;
  /** Left out by a client that does not shard. */
  readonly shard: Shard | undefined;
  readonly largeThreshold: number;
  /** Whether the client takes large packets compressed one by one. */
  readonly compress: boolean;
}

/** One identified connection of an application, which outlives its socket so that it can be resumed. */
export class Session {
  readonly id: string;
  readonly options: SessionOptions;
  readonly application: Application;
  readonly intents: number;
  readonly shard: Shard;
  link: Link | undefined;
  /** When the socket went, by the world's clock. */
  lostAt: number | undefined;
  seq = 0;
  /** Guilds whose `GUILD_CREATE` has still to come after the login; nothing else of theirs is sent before it. */
  readonly pending = new Set<Guild>();
  /** When the whole member list of a guild was last asked for, by the world's clock. */
  readonly listedAt = new Map<string, number>();
  readonly #replay = new Replay();

  constructor(id: string, options: SessionOptions) {
    this.id = id;
    this.options = options;
    this.application = options.application;
    this.intents = options.intents;
    this.shard = options.shard ?? [0, 1];
  }

  /** Sends an event, or keeps it for the resume. @param data the event's data as JSON text. */
  dispatch(event: string, data: string): void {
    const sent = { seq: ++this.seq, event, data };
    this.#replay.add(sent);
    this.link?.send(packetOf(sent));
  }

  /** The client has everything up to `seq`, by its heartbeat. */
  acknowledge(seq: number): void {
    this.#replay.acknowledge(seq);
  }

  /** The packets that were sent after `seq`; undefined when they are no longer kept. */
  since(seq: number): string[] | undefined {
    return this.#replay.since(seq, this.seq)?.map(packetOf);
  }

  /** Whether it has events of the guild: by its shard, and because its bot is a member. */
  hasGuild(guild: Guild): boolean {
    return shardHas(this.shard, guild) && guild.members.has(this.application.bot.id);
  }

  has(intent: number): boolean {
    return (this.intents & intent) !== 0;
  }
}

function packetOf({ seq, event, data }: { seq: number; event: string; data: string }): string {
  return `{"t":"${event}","s":${seq},"op":0,"d":${data}}`;
}
