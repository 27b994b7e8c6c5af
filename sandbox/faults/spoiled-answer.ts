import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

/** What a fault does to an answer besides replacing it. */
export interface Spoiling {
  /** Breaks the answer off half way. */
  readonly truncate?: boolean | undefined;
  /** Closes the socket without an answer. */
  readonly drop?: boolean | undefined;
}

/** An answer, ready to be sent. */
export interface ReadyAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sends what a fault makes of an answer.
 * @param original what would have been answered.
 * @param replaced what is answered instead, if the fault says so.
 */
export function sendSpoiled(
  reply: FastifyReply,
  { drop, truncate }: Spoiling,
  original: ReadyAnswer,
  replaced: ReadyAnswer | undefined,
): void {
  if (drop) {
    reply.hijack();
    reply.raw.destroy();
  } else if (truncate) breakOff(reply, replaced ?? original);
  else if (replaced)
    reply
      .code(replaced.status)
      .headers({ 'content-type': replaced.type, ...replaced.headers })
      .send(replaced.text);
}

/** Sends half of an answer, which says to be whole, and closes the socket. */
function breakOff(reply: FastifyReply, { status, type, text }: ReadyAnswer): void {
  reply.hijack();
  const { raw } = reply;
  const bytes = Buffer.from(text);
  raw.writeHead(status === 204 ? 200 : status, { 'content-type': type, 'content-length': bytes.length });
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy());
}

/** A page like the one of the proxy in front of a service, which speaks for it when it does not answer. */
export function proxyPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}
