import type { Duplex } from 'node:stream';
import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { gatewayLimits } from '../limits.ts';
import { CLOSE_REASONS } from './close-codes.ts';
import { type Frame, isAbsent, isInteger, isObject, readFrame } from './frame.ts';
import type { Gateway } from './gateway.ts';
import { readMembersRequest } from './member-chunks.ts';
import { readPresence } from './presence-update.ts';
import type { Link, Session } from './session.ts';
import { compressedPayload, PacketStream, type StreamName } from './transport.ts';

const MINUTE = 60_000;

/** A client has time for a beat and a half. */
const BEAT_PATIENCE = 1.5;

/** Below this many waiting bytes a connection counts as drained; far above, the client reads too slowly to live. */
const DRAINED = 1024 * 1024;
const BACKLOG_LIMIT = 128 * 1024 * 1024;

export interface ConnectionOptions {
  readonly version: number;
  readonly compress: StreamName | undefined;
}

/** One socket: hello, then identify or resume, then heartbeats and events. */
export class Connection implements Link {
  readonly version: number;
  readonly #gateway: Gateway;
  readonly #socket: WebSocket;
  /** The stream below the socket. */
  readonly #transport: Duplex;
  readonly #stream: PacketStream | undefined;
  session: Session | undefined;
  #closing = false;
  #isGone = false;
  #isGathering = false;
  #lastBeat = Date.now();
  #sends = { since: Date.now(), count: 0 };
  #waiters: (() => void)[] = [];

  constructor(gateway: Gateway, socket: WebSocket, transport: Duplex, options: ConnectionOptions) {
    this.#gateway = gateway;
    this.#socket = socket;
    this.#transport = transport;
    this.version = options.version;
    if (options.compress)
      this.#stream = new PacketStream(options.compress, (message) => this.#write(message));
    socket.on('message', (raw) => this.#receive(raw as Buffer));
    socket.on('close', (code) => this.#lost(code));
    // A broken frame or a reset; `close` follows.
    socket.on('error', () => {});
    this.#sendOp(Op.Hello, { heartbeat_interval: gateway.heartbeatInterval });
  }

  send(packet: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#stream) this.#stream.send(packet);
    else this.#write(this.session?.options.compress ? compressedPayload(packet) : packet);
    if (this.#waiting > BACKLOG_LIMIT) this.drop();
  }

  close(code: number, reason = CLOSE_REASONS[code] ?? ''): void {
    this.#closing = true;
    this.#socket.close(code, reason);
  }

  release(): void {
    this.session = undefined;
  }

  /** Cuts the socket without a word, as a dead network does. */
  drop(): void {
    this.#closing = true;
    this.#socket.terminate();
  }

  invalidate(resumable: boolean): void {
    this.#sendOp(Op.InvalidSession, resumable);
  }

  reconnect(): void {
    this.#sendOp(Op.Reconnect, null);
  }

  requestHeartbeat(): void {
    this.#sendOp(Op.Heartbeat, null);
  }

  drained(): Promise<void> {
    if (this.#isDrained) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Whether the client has missed a beat. @param now real time, in Unix milliseconds. */
  silentSince(now: number): boolean {
    return now - this.#lastBeat > this.#gateway.heartbeatInterval * BEAT_PATIENCE;
  }

  /** Bytes that the client has yet to take. */
  get #waiting(): number {
    return this.#socket.bufferedAmount + (this.#stream?.waiting ?? 0);
  }

  get #isDrained(): boolean {
    if (this.#socket.readyState === this.#socket.OPEN) return this.#waiting <= DRAINED;
    // One that is closing takes nothing any more; whoever waits is let go when it is gone.
    return this.#isGone;
  }

  #write(message: string | Buffer): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#gather();
    this.#socket.send(message, this.#wake);
  }

  /** Lets all that is sent in one turn of the event loop go out in one write: a write is what sending costs most. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#transport.cork();
    setImmediate(() => {
      this.#isGathering = false;
      this.#transport.uncork();
    });
  }

  readonly #wake = (): void => {
    if (this.#waiters.length === 0 || !this.#isDrained) return;
    for (const resolve of this.#waiters.splice(0)) resolve();
  };

  #sendOp(op: number, d: unknown): void {
    this.send(JSON.stringify({ t: null, s: null, op, d }));
  }

  #lost(code: number): void {
    this.#isGone = true;
    this.#stream?.close();
    this.#wake();
    // A code that we closed with comes back as an echo: it is no goodbye of the client's.
    this.#gateway.lost(this, !this.#closing && (code === 1000 || code === 1001));
  }

  #receive(raw: Buffer): void {
    if (this.#closing) return;
    const frame = readFrame(raw);
    const refusal = this.#mayReceive()
      ? frame
        ? this.#handle(frame)
        : Close.DecodeError
      : Close.RateLimited;
    if (refusal) this.close(refusal);
  }

  /** @returns the code to close with when the payload is refused. */
  #handle({ op, d }: Frame): number | undefined {
    const { session } = this;
    switch (op) {
      case Op.Heartbeat:
        return this.#beat(d);
      case Op.Identify:
        return isObject(d) ? this.#gateway.identify(this, d) : Close.DecodeError;
      case Op.Resume:
        return isObject(d) ? this.#gateway.resume(this, d) : Close.DecodeError;
      case Op.RequestGuildMembers: {
        const request = readMembersRequest(d);
        if (!session) return Close.NotAuthenticated;
        if (!request) return Close.DecodeError;
        return this.#gateway.requestMembers(session, request);
      }
      case Op.PresenceUpdate: {
        const presence = readPresence(d, this.#gateway.world.clock.now());
        if (!session) return Close.NotAuthenticated;
        if (!presence) return Close.DecodeError;
        return this.#gateway.updatePresence(session, presence);
      }
      case Op.VoiceStateUpdate:
        if (!session) return Close.NotAuthenticated;
        return isVoiceState(d) ? undefined : Close.DecodeError;
      default:
        return Close.UnknownOpcode;
    }
  }

  #beat(d: unknown): number | undefined {
    if (!isAbsent(d)) {
      if (!isInteger(d) || d < 0) return Close.DecodeError;
      if (this.session && d > this.session.seq) return Close.InvalidSeq;
      this.session?.acknowledge(d);
    }
    this.#lastBeat = Date.now();
    if (!this.#gateway.ignoresHeartbeats) this.#sendOp(Op.HeartbeatAck, null);
    return undefined;
  }

  /** Counts a payload. An interval that was shortened for tests makes for more heartbeats, which are free. */
  #mayReceive(): boolean {
    const now = Date.now();
    if (now - this.#sends.since >= MINUTE) this.#sends = { since: now, count: 0 };
    this.#sends.count += 1;
    const beats = Math.ceil(MINUTE / this.#gateway.heartbeatInterval);
    const usual = Math.ceil(MINUTE / DEFAULT_HEARTBEAT_INTERVAL);
    return this.#sends.count <= gatewayLimits.sendsPerMinute + Math.max(0, beats - usual);
  }
}

/** What Discord tells clients, in milliseconds. */
export const DEFAULT_HEARTBEAT_INTERVAL = 41_250;

/** Whether op 4 has its shape. There is no voice to connect to, so that it ends here. */
function isVoiceState(d: unknown): boolean {
  return (
    isObject(d) &&
    typeof d.guild_id === 'string' &&
    (isAbsent(d.channel_id) || typeof d.channel_id === 'string') &&
    [d.self_mute, d.self_deaf].every((flag) => isAbsent(flag) || typeof flag === 'boolean')
  );
}
