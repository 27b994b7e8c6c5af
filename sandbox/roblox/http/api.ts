import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { type ReadyAnswer, sendSpoiled } from '../../faults/spoiled-answer.ts';
import type { RobloxFault } from '../faults.ts';
import type { RobloxWorld } from '../state/world.ts';
import { changeMembers, faultAnswer } from './answer-faults.ts';
import { readBody } from './bodies.ts';
import { errorAnswer, formOf, RobloxError, refusal } from './errors.ts';
import { hostOf } from './hosts.ts';
import type { Taken } from './rate-limits.ts';
import { type Call, type Route, Sent } from './route.ts';
import { routes } from './routes/index.ts';

/** Checks an answer of a route, as our own tests do. @throws Error that says what is wrong with it */
export type AnswerCheck = (route: Route, value: unknown) => void;

interface Outcome extends Omit<ReadyAnswer, 'text'> {
  readonly content: string | Buffer;
}

/** The hosts of Roblox below one address. A request meets: an injected fault, rate limits, the key, the body's form, the route. */
export function createRobloxApi(world: RobloxWorld, check: AnswerCheck | undefined): FastifyInstance {
  const csrfToken = randomUUID();
  const app = fastify({ frameworkErrors: (error, _request, reply) => void fail(reply as never, error) });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  app.setErrorHandler((error, _request, reply) => fail(reply, error));
  app.all('*', async (request, reply) => {
    reply.headers(commonHeaders(world));
    const path = request.url.split('?')[0]!;
    const found = match(request.method, path);
    if (!found) return fail(reply, refusal.notHere(request.method, path, hostOf(path)));
    const { route, params } = found;
    const fault = world.faults.forRequest(
      route.method,
      route.path,
      request.headers['x-csrf-token'] === csrfToken,
    );
    const late = () => fault?.delay && sleep(fault.delay, undefined, { ref: false });
    if (!fault?.afterEffect) await late();
    const replaced = fault && faultAnswer(fault, route.path, csrfToken, world.clock.now());
    const spoils = Boolean(replaced || fault?.drop || fault?.truncate);
    if (fault && spoils && !fault.afterEffect && !(fault.truncate && !replaced)) {
      sendSpoiled(reply, fault, { status: 200, type: 'application/json', text: '{}' }, replaced);
      return reply;
    }
    const outcome = answer(world, route, params, request, reply, check, fault);
    if (fault?.afterEffect) await late();
    if (fault && spoils) {
      const { status, type, content } = outcome;
      sendSpoiled(reply, fault, { status, type, text: String(content) }, replaced);
      return reply;
    }
    return reply
      .code(outcome.status)
      .headers({ 'content-type': outcome.type, ...outcome.headers })
      .send(outcome.content);
  });
  return app;
}

/** What a request comes to when nothing is wrong with the connection. */
function answer(
  world: RobloxWorld,
  route: Route,
  params: Record<string, string>,
  request: FastifyRequest,
  reply: FastifyReply,
  check: AnswerCheck | undefined,
  fault: RobloxFault | undefined,
): Outcome {
  try {
    reply.headers(countCall(world, route, request));
    const call: Call = {
      world,
      params,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      body: readBody(
        route,
        (request.body as string | undefined) ?? '',
        request.headers['content-type'] ?? '',
      ),
      authorization: request.headers.authorization,
    };
    const value = route.handle(call);
    if (value instanceof Sent) return value;
    check?.(route, value);
    const content = JSON.stringify(fault ? changeMembers(fault, value) : value);
    return { status: 200, type: 'application/json; charset=utf-8', content };
  } catch (error) {
    return refused(error);
  }
}

/**
 * Counts a call by the limit of its host, then, for the key that it brings, by that of its route.
 * @returns headers for the answer. @throws RobloxError 429, or 401 without a key where one is needed
 */
function countCall(world: RobloxWorld, route: Route, request: FastifyRequest): Record<string, string> {
  const host = hostOf(route.path)!;
  const set = world.limits.of(host);
  const headers = set && passed(route, world.limits.take(host, { headers: host === 'apis', ...set }));
  if (!route.needsKey) return { ...headers };
  const key = keyOf(world, request);
  if (key === undefined) throw refusal.gateway(401, 'Invalid API Key');
  // A limit that is set on the host stands for the published ones.
  if (set || !route.limit) return { ...headers };
  return { ...passed(route, world.limits.take(`${route.path} ${key}`, route.limit)) };
}

function passed(route: Route, { headers, refused }: Taken) {
  if (!refused) return headers;
  throw new RobloxError({ form: refused.form ?? formOf(route.path), status: 429 }, headers);
}

/** The API key or access token that a request brings, if it works. */
function keyOf(world: RobloxWorld, { headers }: FastifyRequest): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return world.apiKeys.has(key) ? key : undefined;
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  return token !== undefined && world.oauth.activeGrant(token) ? token : undefined;
}

function match(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const found = route.method === method && route.pattern.exec(path);
    if (!found) continue;
    const params = Object.entries(found.groups ?? {}).map(([name, text]) => [name, decoded(text)]);
    return { route, params: Object.fromEntries(params) };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The date of the sandbox's clock, by which a client may read a `retry-after`; the rest as recorded from Roblox. */
function commonHeaders(world: RobloxWorld): Record<string, string> {
  return {
    date: new Date(world.clock.now()).toUTCString(),
    'cache-control': 'no-cache',
    'roblox-machine-id': 'local',
    'x-frame-options': 'SAMEORIGIN',
  };
}

function refused(error: unknown): Outcome {
  if (error instanceof RobloxError) {
    const { text, ...rest } = errorAnswer(error.parts);
    return { ...rest, content: text, headers: error.headers };
  }
  const { message, statusCode = 500 } = error as Error & { statusCode?: number };
  return { status: statusCode, type: 'text/plain; charset=utf-8', content: `The local Roblox: ${message}` };
}

function fail(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, type, content, headers } = refused(error);
  return reply
    .code(status)
    .headers({ 'content-type': type, ...headers })
    .send(content);
}
