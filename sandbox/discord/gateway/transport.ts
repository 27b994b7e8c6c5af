import {
  constants,
  createDeflate,
  createZstdCompress,
  type Deflate,
  deflateSync,
  type ZstdCompress,
} from 'node:zlib';

/** Ways to compress a whole connection that a client can ask for in the address. */
export const STREAMS = ['zlib-stream', 'zstd-stream'] as const;
export type StreamName = (typeof STREAMS)[number];

/**
 * Compresses the packets of one connection with one context, each packet to one message.
 * Source: https://docs.discord.com/developers/events/gateway#transport-compression
 */
export class PacketStream {
  readonly #stream: Deflate | ZstdCompress;
  #chunks: Buffer[] = [];
  readonly #deliver: (message: Buffer) => void;

  /** @param deliver gets each packet's message, in order, some time later. */
  constructor(name: StreamName, deliver: (message: Buffer) => void) {
    this.#deliver = deliver;
    // Every write is flushed by itself: a zlib message then ends with 00 00 ff ff, a zstd frame stays open.
    this.#stream =
      name === 'zlib-stream'
        ? createDeflate({ flush: constants.Z_SYNC_FLUSH })
        : createZstdCompress({ flush: constants.ZSTD_e_flush });
    this.#stream.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    // Closing the connection breaks off what is still being compressed.
    this.#stream.on('error', () => {});
  }

  /** Bytes that wait to be compressed. */
  get waiting(): number {
    return this.#stream.writableLength;
  }

  send(packet: string): void {
    this.#stream.write(packet, (error) => {
      if (error) return;
      this.#stream.read();
      const message = Buffer.concat(this.#chunks);
      this.#chunks = [];
      this.#deliver(message);
    });
  }

  close(): void {
    this.#stream.destroy();
  }
}

/** A packet below this size, in bytes, is not worth compressing by itself. Discord does so with large ones only. */
const WORTH_COMPRESSING = 1024;

/** A packet for a client that asked for payload compression: zlib for a large one, text for a small one. */
export function compressedPayload(packet: string): string | Buffer {
  return packet.length < WORTH_COMPRESSING ? packet : deflateSync(packet);
}
