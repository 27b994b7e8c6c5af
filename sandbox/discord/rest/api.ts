import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { safeParse } from 'zod/v4/core';
import { DiscordError, httpError } from '../errors.ts';
import { isSnowflake } from '../snowflake.ts';
import type { Application, User } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { checkSchema } from './body-schema.ts';
import { FormErrors, refuseField } from './form-errors.ts';
import { type Multipart, readMultipart } from './multipart.ts';
import { type Call, Created, type Route, type UploadedFile } from './route.ts';
import { routes } from './routes/index.ts';

/** The largest request that Discord takes, in bytes. */
const REQUEST_LIMIT = 25 * 1024 * 1024;

export interface ApiOptions {
  /** Whether bodies are checked; off only to measure. */
  readonly checkBodies: boolean;
  /** Whether answers are checked against Discord's specification too, as our own tests do. */
  readonly checkAnswers: boolean;
}

interface Parsed {
  readonly body: unknown;
  readonly files: UploadedFile[];
}

/** The REST API below `/api/v10` (and `/api/v9`, `/api`), in the order that Discord refuses: token, body, rules. */
export function createApi(world: World, options: ApiOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: REQUEST_LIMIT,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1024, ignoreTrailingSlash: true },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('multipart/form-data', (_request, payload, done) => {
    readMultipart(payload).then((parts) => done(null, fromMultipart(parts)), done);
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  app.setNotFoundHandler((request, reply) => {
    send(reply, httpError.notImplemented(`${request.method} ${request.url.split('?')[0]}`));
  });
  app.setErrorHandler((error, _request, reply) => send(reply, error));
  for (const prefix of ['/api/v10', '/api'])
    for (const route of routes) mount(app, prefix, route, world, options);
  return app;
}

function mount(app: FastifyInstance, prefix: string, route: Route, world: World, options: ApiOptions): void {
  app.route({
    method: route.method,
    url: prefix + route.path,
    onRequest: async (request) => {
      authenticate(world, route, request);
    },
    handler: async (request, reply) => {
      const { body, files } = parseBody(request, route);
      const params = request.params as Record<string, string>;
      for (const [name, value] of Object.entries(params))
        if (name.endsWith('_id') && !isSnowflake(value))
          refuseField([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
      const caller = callerOf(request);
      const call: Call = {
        world,
        application: caller?.application as Application,
        user: caller?.user as User,
        scopes: caller?.scopes ?? [],
        params,
        query: request.query as Record<string, string>,
        body,
        files,
        reason: auditReason(request),
        request,
      };
      if (options.checkBodies) checkBody(route, call);
      const result = await route.handle(call);
      if (result === undefined) return reply.code(204).send();
      const [status, value] = result instanceof Created ? [result.status, result.value] : [200, result];
      if (options.checkAnswers && route.answer) checkAnswer(route, value);
      return reply.code(status).type('application/json').send(JSON.stringify(value));
    },
  });
}

/** @throws DiscordError 50035 with all that Discord's specification and the cross-field rules have against the body. */
function checkBody(route: Route, call: Call): void {
  if (route.body) checkSchema(typeof route.body === 'function' ? route.body(call) : route.body, call.body);
  if (!route.rules) return;
  const errors = new FormErrors();
  route.rules(call.body, errors, call);
  errors.throw();
}

interface Authenticated {
  readonly application: Application;
  readonly user: User;
  readonly scopes: readonly string[];
}

const callers = new WeakMap<FastifyRequest, Authenticated>();
const callerOf = (request: FastifyRequest): Authenticated | undefined => callers.get(request);

function authenticate(world: World, route: Route, request: FastifyRequest): void {
  const { auth = 'bot' } = route;
  if (auth === 'none') return;
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const application =
    scheme === 'Bot' && token
      ? [...world.applications.values()].find((app) => app.token === token)
      : undefined;
  if (!application || auth === 'bearer') throw httpError.unauthorized();
  callers.set(request, { application, user: application.bot, scopes: [] });
}

function fromMultipart({ fields, files }: Multipart): Parsed {
  const { payload_json: json, ...rest } = fields;
  return { body: json === undefined ? rest : parseJson(json), files };
}

function parseBody(request: FastifyRequest, route: Route): Parsed {
  const raw = request.body;
  if (raw === undefined || raw === null || raw === '')
    return { body: route.body ? {} : undefined, files: [] };
  if (typeof raw !== 'string') return raw as Parsed;
  if (!route.body) return { body: undefined, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { body: Object.fromEntries(new URLSearchParams(raw)), files: [] };
  if (!type.startsWith('application/json')) {
    throw new DiscordError(50035, {
      extra: {
        errors: {
          _errors: [
            {
              code: 'CONTENT_TYPE_INVALID',
              message:
                "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}.",
            },
          ],
        },
      },
    });
  }
  return { body: parseJson(raw), files: [] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DiscordError(50109);
  }
}

function auditReason(request: FastifyRequest): string | undefined {
  const header = request.headers['x-audit-log-reason'];
  if (typeof header !== 'string') return undefined;
  try {
    return decodeURIComponent(header).slice(0, 512);
  } catch {
    return header.slice(0, 512);
  }
}

function checkAnswer(route: Route, value: unknown): void {
  // Discord writes times with an offset; the schemas know them with a Z only.
  const result = safeParse(route.answer!, JSON.parse(JSON.stringify(value).replaceAll('+00:00"', 'Z"')));
  if (!result.success) {
    const issues = JSON.stringify(result.error.issues, null, 1).slice(0, 4000);
    throw new Error(
      `${route.method} ${route.path} answered what Discord's specification does not allow: ${issues}`,
    );
  }
}

function send(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, body } = asDiscordError(error);
  return reply.code(status).type('application/json').send(JSON.stringify(body));
}

function asDiscordError(error: unknown): DiscordError {
  if (error instanceof DiscordError) return error;
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 413) return new DiscordError(40005);
  if (status === 415) return httpError.unsupportedMediaType();
  if (status !== undefined && status < 500)
    return new DiscordError(0, { status, message: (error as Error).message });
  console.error('The local Discord failed:', error);
  return new DiscordError(0, {
    status: 500,
    message: `500: Internal Server Error (a fault of the local Discord): ${(error as Error).message}`,
  });
}
