import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodError } from 'zod';
import { UnknownName } from '../driver/names.ts';
import { ClientRefusal } from '../driver/refusal.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import { WaitTimeout } from '../driver/wait.ts';
import { BadShape } from './bad-shape.ts';
import type { Verb } from './verb.ts';
import { verbs } from './verbs.ts';

/** The largest body of a control call: files come in it as base64. */
const BODY_LIMIT = 64 * 1024 * 1024;

/** What a control call is refused with. */
interface Refused {
  readonly status: number;
  readonly body: { error: string; [detail: string]: unknown };
}

/** Adds the control API, one route for each verb, below `/control`. */
export function mountControl(app: FastifyInstance, sandbox: () => Sandbox): void {
  void app.register(
    async (control) => {
      control.removeAllContentTypeParsers();
      control.addContentTypeParser(
        '*',
        { parseAs: 'string', bodyLimit: BODY_LIMIT },
        (_request, text, done) => done(null, text),
      );
      control.setErrorHandler((error, _request, reply) => answer(reply, refusalOf(error)));
      control.setNotFoundHandler((request, reply) => answer(reply, unknownVerb(request)));
      control.get('/', () => ({ verbs: directory() }));
      for (const verb of Object.values(verbs) as unknown as Verb[]) {
        control.route({
          method: verb.method,
          url: verb.path,
          bodyLimit: BODY_LIMIT,
          handler: async (request, reply) => {
            const given = verb.method === 'POST' ? json(request.body) : request.query;
            const result = await verb.handle(sandbox(), parse(verb, given));
            return result === undefined ? reply.code(204).send() : reply.send(result);
          },
        });
      }
    },
    { prefix: '/control' },
  );
}

/** The verbs by name, for those who look around and for the remote client. */
function directory() {
  return Object.fromEntries(
    Object.entries(verbs).map(([name, { method, path, summary }]) => [name, { method, path, summary }]),
  );
}

function json(body: unknown): unknown {
  if (body === undefined || body === null || body === '') return {};
  try {
    return JSON.parse(body as string);
  } catch {
    throw new BadShape('body', 'the body is no JSON');
  }
}

/** @throws BadShape that names the first field that is wrong. */
function parse(verb: Verb, given: unknown): Record<string, unknown> {
  const result = verb.input.safeParse(given);
  if (result.success) return result.data;
  const [field, message] = firstIssue(result.error);
  throw new BadShape([verb.method === 'POST' ? 'body' : 'query', ...field].join('.'), message);
}

type Issue = ZodError['issues'][number];

/** The innermost issue: of a union that of the branch that was meant. */
function firstIssue(error: ZodError): [path: PropertyKey[], message: string] {
  let issue: Issue = error.issues[0]!;
  const path: PropertyKey[] = [...issue.path];
  while (issue.code === 'invalid_union') {
    const branches = issue.errors.filter((branch) => branch.length > 0);
    const deepest = branches.flat().sort((one, other) => other.path.length - one.path.length)[0];
    if (!deepest) break;
    issue = deepest;
    path.push(...issue.path);
  }
  if (issue.code === 'unrecognized_keys') path.push(issue.keys[0]!);
  return [path, issue.message];
}

/** What went wrong as the caller reads it: 400 shape, 404 name, 408 wait, 409 the client would not let them. */
function refusalOf(error: unknown): Refused {
  if (error instanceof BadShape) return { status: 400, body: { error: error.message, field: error.field } };
  if (error instanceof UnknownName)
    return { status: 404, body: { error: error.message, known: error.known } };
  if (error instanceof WaitTimeout) return { status: 408, body: { error: error.message } };
  if (error instanceof ClientRefusal) return { status: 409, body: { error: error.message } };
  const { statusCode, message, stack } = error as Error & { statusCode?: number };
  if (statusCode !== undefined && statusCode < 500) return { status: statusCode, body: { error: message } };
  // What the driver refuses is a plain Error; anything else is a fault of its own.
  const refused = (error as Error).constructor === Error;
  return { status: refused ? 409 : 500, body: { error: message, ...(!refused && { stack }) } };
}

function unknownVerb(request: FastifyRequest): Refused {
  const known = Object.values(verbs).map(({ method, path }) => `${method} /control${path}`);
  return {
    status: 404,
    body: { error: `no verb ${request.method} ${request.url.split('?')[0]}`, known },
  };
}

function answer(reply: FastifyReply, { status, body }: Refused): FastifyReply {
  return reply.code(status).send(body);
}
