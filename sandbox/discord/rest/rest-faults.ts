import { STATUS_CODES } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { DiscordError } from '../errors.ts';
import type { RestFault } from '../faults.ts';

/**
 * Lets a fault strike before the request is looked at. One that comes after the effect is kept for the answer.
 * @returns whether the request is over.
 */
export async function strike(fault: RestFault, reply: FastifyReply): Promise<boolean> {
  // Real time, and no reason to keep a stopped server alive.
  if (fault.delay) await sleep(fault.delay, undefined, { ref: false });
  if (!spoils(fault)) return false;
  if (fault.afterEffect) {
    reply.request.fault = fault;
    return false;
  }
  spoil(fault, reply, 200, '{"id":"0","fault":"the answer breaks off here"}');
  return true;
}

/** Whether a fault does more than to delay. */
function spoils(fault: RestFault): boolean {
  return Boolean(fault.drop || fault.truncate) || fault.status !== undefined || fault.code !== undefined;
}

/** Sends what a fault makes of an answer. */
export function spoil(
  fault: RestFault,
  reply: FastifyReply,
  status: number,
  text: string | undefined,
): FastifyReply {
  const replaced = replacement(fault);
  if (fault.drop) {
    reply.hijack();
    reply.raw.destroy();
  } else if (fault.truncate)
    breakOff(reply, replaced ?? { status, type: 'application/json', text: text ?? '{}' });
  else if (replaced)
    reply
      .code(replaced.status)
      .headers({ 'content-type': replaced.type, ...replaced.headers })
      .send(replaced.text);
  return reply;
}

interface Replacement {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

/** Sends half of an answer, which says to be whole, and closes the socket. */
function breakOff(reply: FastifyReply, { status, type, text }: Replacement): void {
  reply.hijack();
  const { raw } = reply;
  const bytes = Buffer.from(text);
  raw.writeHead(status === 204 ? 200 : status, { 'content-type': type, 'content-length': bytes.length });
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy());
}

function replacement(fault: RestFault): Replacement | undefined {
  if (fault.status === undefined && fault.code === undefined) return undefined;
  const status = fault.status ?? new DiscordError(fault.code!).status;
  if (status >= 500 && fault.code === undefined)
    return { status, type: 'text/html; charset=UTF-8', text: gatewayPage(status) };
  const type = 'application/json';
  if (status === 429) {
    const seconds = fault.retryAfter ?? 1;
    return {
      status,
      type,
      text: JSON.stringify({
        message: fault.message ?? 'The resource is being rate limited.',
        retry_after: seconds,
        global: false,
        ...(fault.code !== undefined && { code: fault.code }),
      }),
      headers: { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': 'shared' },
    };
  }
  const message =
    fault.message ??
    (fault.code ? new DiscordError(fault.code).message : `${status}: ${STATUS_CODES[status] ?? 'Error'}`);
  return { status, type, text: JSON.stringify({ message, code: fault.code ?? 0 }) };
}

/** A page like the one of the proxy in front of Discord, which speaks for it when it does not answer. */
export function gatewayPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}
