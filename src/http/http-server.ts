import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { EnvironmentError } from '../env/environment-error.ts';
import type { Secrets } from '../logs/secrets.ts';
import type { Metrics } from './metrics.ts';
import { type CallRoute, servePluginRoutes } from './plugin-routes.ts';
import { type Readiness, requirements, type StatusReport } from './status-report.ts';

export interface HttpOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly status: () => StatusReport | Promise<StatusReport>;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly secrets: Secrets;
  readonly logger: Logger;
  /** The routes of plugins. */
  readonly callRoute?: CallRoute;
}

export interface HttpServer {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** Answers what has been asked and takes nothing more. */
  close(): Promise<void>;
}

const pages = {
  '/': 'this list',
  '/health': 'answers while the process is alive',
  '/ready': '200 when the bot can do its work; 503 and what is missing until then',
  '/status': 'plugins and their states, shards, database, jobs, version',
  '/metrics': 'counts and times for Prometheus',
} as const;

/** How long the parts may take to say that they are ready, in ms. */
const readinessLimit = 2_000;

/** Starts the HTTP pages. @throws when the address cannot be had, saying which variable to change. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = fastify({ forceCloseConnections: 'idle' });
  answerTrouble(server, options.logger);
  // What a plugin's error says is shown here; whatever it says, no secret leaves.
  server.addHook('onSend', async (_request, _reply, payload) =>
    typeof payload === 'string' ? options.secrets.scrub(payload) : payload,
  );

  if (options.callRoute) {
    servePluginRoutes(server, options.callRoute);
  }
  server.get('/', async () => ({
    name: 'Guildhall',
    about: 'A Discord bot. These pages tell how it is.',
    pages,
  }));
  server.get('/health', async () => ({ alive: true }));
  server.get('/ready', async (_request, reply) => {
    const missing = await missingParts(options);
    return reply.code(missing.length === 0 ? 200 : 503).send({ ready: missing.length === 0, missing });
  });
  server.get('/status', async () => options.status());
  server.get('/metrics', async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.text()),
  );

  return { url: await listen(server, options), close: () => server.close() };
}

function answerTrouble(server: FastifyInstance, logger: Logger): void {
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ error: `There is no page ${request.url.replace(/\?.*$/, '')} for ${request.method}.`, pages }),
  );
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply.code(status).send({ error: error.message });
    }
    const reference = randomUUID();
    logger.error({ err: error, url: request.url, reference }, 'An HTTP page failed');
    return reply.code(500).send({ error: 'This page failed. The log says why.', reference });
  });
}

/** What is missing, in words. A part that does not say within the limit is missing too. */
async function missingParts({ readiness, logger }: HttpOptions): Promise<string[]> {
  const limit = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => limit.resolve(undefined), readinessLimit);
  try {
    const ready = await Promise.race([readiness(), limit.promise]);
    if (!ready) {
      return ['an answer in time: the database or the gateway hangs'];
    }
    return Object.entries(requirements)
      .filter(([part]) => !ready[part as keyof Readiness])
      .map(([, words]) => words);
  } catch (error) {
    logger.warn({ err: error }, 'Whether the bot is ready could not be found out');
    return ['an answer: the check itself failed, the log says why'];
  } finally {
    clearTimeout(timer);
  }
}

async function listen(server: FastifyInstance, { host, port }: HttpOptions): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const trouble =
      listenTroubles[code ?? '']?.(host, port) ?? `HOST, PORT: the HTTP pages cannot start: ${message}`;
    throw new EnvironmentError([trouble], error);
  }
}

const listenTroubles: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `PORT ${port} of ${host} is taken by another program. Set PORT to another number, or to 0 for any free one.`,
  EACCES: (_host, port) => `PORT ${port} is not allowed for this user. Set PORT to a number from 1024 on.`,
  EADDRNOTAVAIL: (host) => `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`,
  ENOTFOUND: (host) => `HOST ${host} is not known. Set HOST to 127.0.0.1 or 0.0.0.0.`,
};
