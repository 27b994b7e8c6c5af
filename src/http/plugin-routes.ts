import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RouteAnswer, RouteMethod, RouteRequest } from '../sdk/route.ts';

/** Calls the route of a plugin. @returns why it could not: there is no such route, or its plugin takes a break. */
export type CallRoute = (
  plugin: string,
  method: RouteMethod,
  name: string,
  request: RouteRequest,
) => Promise<RouteAnswer | 'absent' | 'paused'>;

interface Address {
  readonly plugin: string;
  readonly name: string;
}

/** Hangs the routes of all plugins under `/plugins/<plugin>/<name>`. Which there are is asked anew each time. */
export function servePluginRoutes(server: FastifyInstance, call: CallRoute): void {
  void server.register(async (routes) => {
    // A signature is over the bytes that were sent.
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    routes.route<{ Params: Address }>({
      method: ['GET', 'POST'],
      url: '/plugins/:plugin/:name',
      handler: async (request, reply) => {
        const { plugin, name } = request.params;
        const answer = await call(plugin, request.method as RouteMethod, name, requestOf(request));
        if (answer === 'absent') {
          return reply.callNotFound();
        }
        if (answer === 'paused') {
          return reply
            .code(503)
            .header('retry-after', '30')
            .send({ error: 'This part of the bot takes a break.' });
        }
        return reply
          .code(answer.status ?? 200)
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'no-store')
          .type(answer.type ?? 'text/plain; charset=utf-8')
          .send(answer.body);
      },
    });
  });
}

function requestOf({ url, headers, body }: FastifyRequest): RouteRequest {
  return {
    query: new URL(url, 'http://localhost').searchParams,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}
