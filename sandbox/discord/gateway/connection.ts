import { constants, createDeflate, type Deflate } from 'node:zlib';
import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import type { Gateway } from './gateway.ts';
import type { Link, Session } from './session.ts';

/** One socket: hello, then identify or resume, then heartbeats and events. */
export class Connection implements Link {
  readonly #gateway: Gateway;
  readonly #socket: WebSocket;
  readonly #deflate: Deflate | undefined;
  session: Session | undefined;
  #lastBeat = Date.now();

  constructor(gateway: Gateway, socket: WebSocket, compress: boolean) {
    this.#gateway = gateway;
    this.#socket = socket;
    if (compress) this.#deflate = this.#compressTo(socket);
    socket.on('message', (raw) => this.#receive(raw.toString()));
    socket.on('close', (code) => this.#lost(code));
    socket.on('error', () => socket.terminate());
    this.#sendOp(Op.Hello, { heartbeat_interval: gateway.heartbeatInterval, _trace: [] });
  }

  get buffered(): number {
    return this.#socket.bufferedAmount;
  }

  send(packet: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#deflate) this.#deflate.write(packet, () => this.#deflate?.flush(constants.Z_SYNC_FLUSH));
    else this.#socket.send(packet);
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  /** Cuts the socket without a word, as a dead network does. */
  drop(): void {
    this.#socket.terminate();
  }

  /** Whether the client has missed a beat. @param now real time, in Unix milliseconds. */
  silentSince(now: number): boolean {
    return now - this.#lastBeat > this.#gateway.heartbeatInterval * 1.5;
  }

  #compressTo(socket: WebSocket): Deflate {
    const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
    deflate.on('data', (chunk: Buffer) => {
      if (socket.readyState === socket.OPEN) socket.send(chunk);
    });
    return deflate;
  }

  #sendOp(op: number, d: unknown): void {
    this.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  #lost(code: number): void {
    this.#deflate?.close();
    this.#gateway.lost(this, code);
  }

  #receive(text: string): void {
    if (Buffer.byteLength(text) > 4096) return this.close(Close.DecodeError, 'Payload too large.');
    let packet: { op?: unknown; d?: unknown };
    try {
      packet = JSON.parse(text);
    } catch {
      return this.close(Close.DecodeError, 'Error while decoding payload.');
    }
    if (typeof packet !== 'object' || packet === null)
      return this.close(Close.DecodeError, 'Error while decoding payload.');
    const data = packet.d as Record<string, unknown>;
    switch (packet.op) {
      case Op.Heartbeat:
        this.#lastBeat = Date.now();
        return this.#sendOp(Op.HeartbeatAck, null);
      case Op.Identify:
        return this.#gateway.identify(this, data);
      case Op.Resume:
        return this.#gateway.resume(this, data);
      case Op.RequestGuildMembers:
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        if (!this.session) return this.close(Close.NotAuthenticated, 'Not authenticated.');
        return;
      default:
        return this.close(Close.UnknownOpcode, 'Unknown opcode.');
    }
  }

  invalidate(resumable: boolean): void {
    this.#sendOp(Op.InvalidSession, resumable);
  }

  reconnect(): void {
    this.#sendOp(Op.Reconnect, null);
  }
}
