import { STATUS_CODES } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { proxyPage, type ReadyAnswer, sendSpoiled } from '../../faults/spoiled-answer.ts';
import { DiscordError } from '../errors.ts';
import type { RestFault } from '../faults.ts';

/**
 * Lets a fault strike before the request is looked at. One that comes after the effect is kept for the answer.
 * @returns whether the request is over.
 */
export async function strike(fault: RestFault, reply: FastifyReply): Promise<boolean> {
  if (fault.afterEffect) {
    reply.request.fault = fault;
    return false;
  }
  await pass(fault);
  if (!spoils(fault)) return false;
  spoil(fault, reply, 200, '{"id":"0","fault":"the answer breaks off here"}');
  return true;
}

/** Lets the time of a fault pass: real time, and no reason to keep a stopped server alive. */
export async function pass({ delay, hold }: RestFault): Promise<void> {
  if (delay) await sleep(delay, undefined, { ref: false });
  await hold;
}

/** Whether a fault does more than to delay. */
export function spoils(fault: RestFault): boolean {
  return Boolean(fault.drop || fault.truncate) || fault.status !== undefined || fault.code !== undefined;
}

/** Sends what a fault makes of an answer. */
export function spoil(
  fault: RestFault,
  reply: FastifyReply,
  status: number,
  text: string | undefined,
): FastifyReply {
  const original = { status, type: 'application/json', text: text ?? '{}' };
  sendSpoiled(reply, fault, original, replacement(fault));
  return reply;
}

function replacement(fault: RestFault): ReadyAnswer | undefined {
  if (fault.status === undefined && fault.code === undefined) return undefined;
  const status = fault.status ?? new DiscordError(fault.code!).status;
  if (status >= 500 && fault.code === undefined)
    return { status, type: 'text/html; charset=UTF-8', text: proxyPage(status) };
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
