import { GatewayOpcodes as Op } from 'discord-api-types/v10';
import { WebSocket } from 'ws';
import type { LocalDiscord } from '../discord/server.ts';
import type { Application } from '../discord/state/types.ts';

/** What came from the gateway. */
export interface Packet {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  readonly d: any;
}

export interface IdentifyOptions {
  readonly intents?: number;
  readonly shard?: readonly [number, number];
  /** More fields of `d`. */
  readonly more?: Record<string, unknown>;
}

const PATIENCE = 30_000;

/** A gateway client that does nothing by itself: a test says what it sends, and what must come. */
export class GatewayClient {
  readonly socket: WebSocket;
  /** Every packet that has come, in order. */
  readonly packets: Packet[] = [];
  /** Every message of the socket as it came. */
  readonly messages: Buffer[] = [];
  /** How the server closed the connection. */
  readonly closed: Promise<{ code: number; reason: string }>;
  #taken = 0;
  #waiting: (() => void) | undefined;
  #end: { code: number; reason: string } | undefined;
  #last: number | null = null;

  /** @param query of the address, `v=10&encoding=json` by default; with another encoding no packets are read. */
  constructor(discord: LocalDiscord, query = 'v=10&encoding=json') {
    this.socket = new WebSocket(`ws://127.0.0.1:${discord.port}/gateway/?${query}`);
    this.socket.on('message', (raw: Buffer, isBinary) => {
      this.messages.push(raw);
      if (!isBinary) this.take(raw.toString());
      this.#waiting?.();
    });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        this.#end = { code, reason: reason.toString() };
        this.#waiting?.();
        resolve(this.#end);
      });
    });
  }

  /** Connects and waits for hello. */
  static async connect(discord: LocalDiscord, query?: string): Promise<GatewayClient> {
    const client = new GatewayClient(discord, query);
    await client.op(Op.Hello);
    return client;
  }

  /** Connects, identifies and waits for `READY`. */
  static async login(
    discord: LocalDiscord,
    application: Application,
    options: IdentifyOptions = {},
  ): Promise<GatewayClient> {
    const client = await GatewayClient.connect(discord);
    client.identify(application, options);
    await client.event('READY');
    return client;
  }

  /** Takes a packet's text, as a test with compression does. */
  take(text: string): void {
    const packet = JSON.parse(text) as Packet;
    this.packets.push(packet);
    if (packet.s !== null) this.#last = packet.s;
    this.#waiting?.();
  }

  /** Number of the last event that came. */
  get last(): number {
    return this.#last ?? 0;
  }

  /** Names of the events that have come, in order. */
  get events(): string[] {
    return this.packets.flatMap(({ t }) => t ?? []);
  }

  /** Data of the events of that name that have come. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  dataOf(event: string): any[] {
    return this.packets.filter(({ t }) => t === event).map(({ d }) => d);
  }

  send(op: number, d: unknown): void {
    this.raw(JSON.stringify({ op, d }));
  }

  raw(data: string | Buffer): void {
    this.socket.send(data);
  }

  identify(application: Application, options: IdentifyOptions = {}): void {
    this.send(Op.Identify, {
      token: application.token,
      intents: options.intents ?? 1,
      properties: { os: 'linux', browser: 'test', device: 'test' },
      ...(options.shard && { shard: options.shard }),
      ...options.more,
    });
  }

  resume(application: Application, sessionId: string, seq: number): void {
    this.send(Op.Resume, { token: application.token, session_id: sessionId, seq });
  }

  /** The next packet of that opcode, those between it and the last one asked for being passed over. */
  op(op: number): Promise<Packet> {
    return this.next(`op ${op}`, (packet) => packet.op === op);
  }

  /** The next event of that name. */
  event(name: string): Promise<Packet> {
    return this.next(name, (packet) => packet.t === name);
  }

  /** The next packet that `fits`. @throws Error that lists what came instead, when the time or the socket is over. */
  async next(what: string, fits: (packet: Packet) => boolean): Promise<Packet> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      while (this.#taken < this.packets.length) {
        const packet = this.packets[this.#taken++]!;
        if (fits(packet)) return packet;
      }
      if (this.#end || Date.now() >= deadline) {
        const came = this.packets.map(({ op, t }) => t ?? `op ${op}`).join(', ');
        throw new Error(`no ${what} came, but ${came}${this.#end ? `; closed with ${this.#end.code}` : ''}`);
      }
      await this.#change(deadline - Date.now());
    }
  }

  /** Waits until all that the server has sent so far is here: it answers a heartbeat after that. */
  async settle(): Promise<void> {
    this.send(Op.Heartbeat, this.#last);
    await this.op(Op.HeartbeatAck);
  }

  /** Goes without a goodbye, so that the session can be resumed. */
  async drop(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
