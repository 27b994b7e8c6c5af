import type { FastifyReply } from 'fastify';
import { safeParse } from 'zod/v4/core';
import { DiscordError, httpError } from '../errors.ts';
import { refuseContentType } from './body/body.ts';
import { pass, spoil, spoils } from './rest-faults.ts';
import { Created, type Route } from './route.ts';

const JSON_TYPE = 'application/json';

/** Sends what a route returned: nothing is 204, an object 200, unless it says otherwise. */
export function answer(reply: FastifyReply, result: unknown): FastifyReply {
  if (result === undefined) return deliver(reply, 204, undefined);
  const [status, value] = result instanceof Created ? [result.status, result.value] : [200, result];
  return deliver(reply, status, JSON.stringify(value));
}

/** Sends a refusal. */
export function refuse(reply: FastifyReply, error: DiscordError): FastifyReply {
  return deliver(reply, error.status, JSON.stringify(error.body));
}

function deliver(reply: FastifyReply, status: number, text: string | undefined): FastifyReply {
  const { fault } = reply.request;
  const send = () => {
    if (fault && spoils(fault)) return spoil(fault, reply, status, text);
    reply.code(status);
    if (text !== undefined) reply.header('content-type', JSON_TYPE);
    return reply.send(text);
  };
  if (fault) void pass(fault).then(send);
  // All that was asked in one turn of the event loop is answered at its end: writes in a row cost half as much.
  else setImmediate(send);
  return reply;
}

/** What Discord would say to an error that came up on the way. */
export function asDiscordError(error: unknown): DiscordError {
  if (error instanceof DiscordError) return error;
  const { statusCode: status, message } = error as Error & { statusCode?: number };
  if (status === 413) return new DiscordError(40005);
  if (status === 415) return contentTypeError();
  if (status !== undefined && status < 500) return new DiscordError(0, { status: 400 });
  console.error('The local Discord failed:', error);
  return httpError.ownFault(message);
}

function contentTypeError(): DiscordError {
  try {
    return refuseContentType();
  } catch (error) {
    return error as DiscordError;
  }
}

/** @throws Error when Discord's specification does not allow what a route returned. */
export function checkAnswer(route: Route, result: unknown): void {
  if (!route.answer || result === undefined) return;
  const value = result instanceof Created ? result.value : result;
  // Discord writes times with an offset; the schemas know them with a Z only.
  const checked = safeParse(route.answer, JSON.parse(JSON.stringify(value).replaceAll('+00:00"', 'Z"')));
  if (checked.success) return;
  const issues = JSON.stringify(checked.error.issues, null, 1).slice(0, 4000);
  throw new Error(
    `${route.method} ${route.path} answered what Discord's specification does not allow: ${issues}`,
  );
}
