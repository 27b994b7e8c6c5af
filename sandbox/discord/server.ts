import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { mountCdn } from './cdn/cdn.ts';
import type { Clock } from './clock.ts';
import { faultCheck } from './fault-check.ts';
import { Gateway } from './gateway/gateway.ts';
import { createApi } from './rest/api.ts';
import type { RateLimitRow } from './rest/rate-limits/rate-limit-table.ts';
import { routes } from './rest/routes/index.ts';
import { watchThreads } from './state/thread-watch.ts';
import { World } from './state/world.ts';

export interface DiscordOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Whether request bodies are checked. Off only to measure the server itself. */
  readonly checkBodies?: boolean;
  /** Whether the server's own answers are checked against Discord's specification; a wrong one becomes a 500. */
  readonly checkAnswers?: boolean;
  /** Whether too many requests are refused, as they are by default. */
  readonly rateLimits?: boolean;
  /** Rate limits of routes that stand in for those of the table. */
  readonly rateLimitTable?: readonly RateLimitRow[];
  /** Milliseconds between heartbeats; Discord's 41,250 by default. */
  readonly heartbeatInterval?: number;
  /**
   * Milliseconds between two logins of a bot; Discord's 5,000 by default. A bot that is started again and again, as in
   * tests of restarts, would wait for it each time.
   */
  readonly identifyInterval?: number;
  /**
   * Milliseconds that a bot has for its first answer to an interaction; Discord's 3,000 by default. Tests of something
   * else, on a machine that stands still now and then, give it more.
   */
  readonly answerIn?: number;
  /** Adds routes of another kind to the server before it listens. */
  readonly extend?: (app: FastifyInstance) => void;
}

/** A local Discord: REST and Gateway on one loopback port, with everything in memory. */
export class LocalDiscord {
  readonly world: World;
  readonly gateway: Gateway;
  readonly app: FastifyInstance;

  private constructor(world: World, gateway: Gateway, app: FastifyInstance) {
    this.world = world;
    this.gateway = gateway;
    this.app = app;
  }

  /** Starts the server. @throws Error that says what to do when the port is taken. */
  static async start(options: DiscordOptions = {}): Promise<LocalDiscord> {
    const world = new World(options.clock);
    if (options.identifyInterval !== undefined) world.sessionStarts.interval = options.identifyInterval;
    if (options.answerIn !== undefined) world.answerIn = options.answerIn;
    world.faults.check = faultCheck(routes);
    const app = createApi(world, {
      checkBodies: options.checkBodies ?? true,
      checkAnswers: options.checkAnswers ?? false,
      rateLimits: options.rateLimits ?? true,
      rateLimitTable: options.rateLimitTable ?? [],
    });
    mountCdn(app, world);
    const unwatch = watchThreads(world);
    app.addHook('onClose', async () => unwatch());
    const gateway = new Gateway(
      world,
      options.heartbeatInterval === undefined ? {} : { heartbeatInterval: options.heartbeatInterval },
    );
    gateway.attach(app.server);
    options.extend?.(app);
    await listen(app, options.port ?? 0).catch(async (error) => {
      gateway.stop();
      await app.close();
      throw error;
    });
    const discord = new LocalDiscord(world, gateway, app);
    world.gatewayUrl = `ws://127.0.0.1:${discord.port}/gateway`;
    world.links.base = `${discord.url}/cdn`;
    return discord;
  }

  get port(): number {
    return (this.app.server.address() as AddressInfo).port;
  }

  /** Where it answers, like `http://127.0.0.1:4000`. A client's API base is this plus `/api`. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    this.app.server.closeAllConnections();
    await this.app.close();
  }
}

async function listen(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is in use: choose another with --port or PORT`);
  }
}
