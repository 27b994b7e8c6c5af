import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { proxyPage } from '../../faults/spoiled-answer.ts';
import { DiscordError } from '../errors.ts';
import type { RestFault } from '../faults.ts';
import { guildLimits, uploadLimits } from '../limits.ts';
import { isSnowflake } from '../snowflake.ts';
import type { Application, User } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { answer, asDiscordError, checkAnswer, refuse } from './answers.ts';
import { authenticate, type Caller } from './authentication.ts';
import { parseBody, takeBodies } from './body/body.ts';
import { checkSchema } from './body/body-schema.ts';
import { FormErrors, problem, refuseField } from './body/form-errors.ts';
import { mountAuthorizePage } from './oauth2/authorize-page.ts';
import { RateLimited, type RateLimitRow } from './rate-limits/rate-limit-table.ts';
import { RateLimits } from './rate-limits/rate-limits.ts';
import { strike } from './rest-faults.ts';
import type { Call, Route } from './route.ts';
import { routes } from './routes/index.ts';
import { unknownRoutes } from './unknown-routes.ts';

export interface ApiOptions {
  /** Whether bodies are checked; off only to measure. */
  readonly checkBodies: boolean;
  /** Whether answers are checked against Discord's specification too, as our own tests do. */
  readonly checkAnswers: boolean;
  /** Whether requests are counted and refused when they are too many. */
  readonly rateLimits: boolean;
  /** Rows that stand before those of the rate limit table. */
  readonly rateLimitTable: readonly RateLimitRow[];
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
    /** A fault that waits for the answer. */
    fault: RestFault | undefined;
  }
}

/**
 * The REST API below `/api/v10` (and `/api/v9`, `/api`). A request meets, in Discord's order: an injected fault, the
 * token, rate limits, the body's form, the path's ids, the schema, the rules, the route itself.
 */
export function createApi(world: World, options: ApiOptions): FastifyInstance {
  const limits = options.rateLimits ? new RateLimits(world.clock, options.rateLimitTable) : undefined;
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asDiscordError(error);
    limits?.refused(request.ip, refusal);
    if (refusal instanceof RateLimited) reply.headers(refusal.headers);
    return refuse(reply, refusal);
  };
  const app = fastify({
    bodyLimit: uploadLimits.requestInBytes,
    exposeHeadRoutes: false,
    // `discord.js` writes `@original` with its sign escaped, which the router would take for another path.
    rewriteUrl: (request) => request.url!.replaceAll('%40', '@'),
    frameworkErrors: (error, request, reply) => {
      void fail(error, request as unknown as FastifyRequest, reply as unknown as FastifyReply);
    },
    routerOptions: {
      maxParamLength: 1024,
      ignoreTrailingSlash: true,
      // Of a name that is given twice the last counts, so that a route reads text or nothing.
      querystringParser: (text) => (text === '' ? {} : Object.fromEntries(new URLSearchParams(text))),
    },
  });
  app.decorateRequest('caller', undefined);
  app.decorateRequest('fault', undefined);
  takeBodies(app);
  const unknown = unknownRoutes(routes);
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, unknown(request.method, request.url.split('?')[0]!)),
  );
  app.setErrorHandler(fail);
  for (const prefix of ['/api/v10', '/api/v9', '/api'])
    for (const route of routes) mount(app, prefix, route, world, options, limits);
  mountAuthorizePage(app, world);
  return app;
}

function mount(
  app: FastifyInstance,
  prefix: string,
  route: Route,
  world: World,
  options: ApiOptions,
  limits: RateLimits | undefined,
): void {
  const { auth = 'bot' } = route;
  const ids = Array.from(route.path.matchAll(/:(\w+_id)(?=\/|$)/g), ([, name]) => name!);
  const own = limits?.of(route);

  const admit = (request: FastifyRequest, reply: FastifyReply): void => {
    request.caller = authenticate(world, auth, request.headers.authorization);
    if (limits && own) {
      const caller = request.caller?.user.id ?? request.ip;
      const { headers, refusal } = limits.take(own, caller, request.params as Record<string, string>);
      if (headers) reply.headers(headers);
      if (refusal) throw refusal;
    }
    if (Number(request.headers['content-length']) > uploadLimits.requestInBytes)
      throw new DiscordError(40005);
  };

  app.route({
    method: route.method,
    url: prefix + route.path,
    onRequest: (request, reply, done) => {
      const shutOut = limits?.shutOut(request.ip);
      if (shutOut !== undefined) return sendShutOut(reply, shutOut);
      const { method, path } = route;
      const params = request.params as Record<string, string>;
      const fault = world.faults.forRequest({ method, route: path, params });
      if (!fault) {
        admit(request, reply);
        return done();
      }
      strike(fault, reply)
        .then((isOver) => {
          if (isOver) return;
          admit(request, reply);
          done();
        })
        .catch(done);
    },
    handler: (request, reply) => {
      const params = request.params as Record<string, string>;
      const { body, files } = parseBody(request, route);
      for (const name of ids)
        if (!isSnowflake(params[name]!))
          refuseField([name], ...problem.notANumber(params[name], 'snowflake'));
      const { caller } = request;
      const call: Call = {
        world,
        application: caller?.application as Application,
        user: caller?.user as User,
        scopes: caller?.grant?.scopes ?? [],
        params,
        query: request.query as Record<string, string>,
        body,
        files,
        reason: auditReason(request),
        request,
      };
      if (options.checkBodies) checkBody(route, call);
      const count = own && limits?.sublimit(own, call);
      const result = route.handle(call);
      if (result instanceof Promise)
        return result.then((value) => {
          count?.();
          return finish(route, value, reply, options);
        });
      count?.();
      return finish(route, result, reply, options);
    },
  });
}

function finish(route: Route, result: unknown, reply: FastifyReply, options: ApiOptions): FastifyReply {
  if (options.checkAnswers) checkAnswer(route, result);
  return answer(reply, result);
}

/** @throws DiscordError 50035 with all that Discord's specification and the cross-field rules have against the body. */
function checkBody(route: Route, call: Call): void {
  if (route.body) checkSchema(typeof route.body === 'function' ? route.body(call) : route.body, call.body);
  if (!route.rules) return;
  const errors = new FormErrors();
  route.rules(call.body, errors, call);
  errors.throw();
}

/** The answer of the proxy in front of Discord to an address that sent too many invalid requests. */
function sendShutOut(reply: FastifyReply, wait: number): void {
  reply
    .code(429)
    .headers({ 'content-type': 'text/html; charset=UTF-8', 'retry-after': String(Math.ceil(wait / 1000)) })
    .send(proxyPage(429).replace('</center>', '<p>error code: 1015</p></center>'));
}

function auditReason(request: FastifyRequest): string | undefined {
  const header = request.headers['x-audit-log-reason'];
  if (typeof header !== 'string') return undefined;
  try {
    return decodeURIComponent(header).slice(0, guildLimits.auditReason);
  } catch {
    return header.slice(0, guildLimits.auditReason);
  }
}
