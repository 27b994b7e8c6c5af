import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../discord/clock.ts';
import { faultCheck, type RobloxFaults } from './faults.ts';
import { type AnswerCheck, createRobloxApi } from './http/api.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { routes } from './http/routes/index.ts';
import { decided, readAuthorization } from './oauth/authorization.ts';
import type { AppSettings, OAuth, OAuthApp } from './oauth/oauth.ts';
import type { AccountSettings, RobloxAccount } from './state/account.ts';
import type { GroupSettings, RobloxGroup } from './state/group.ts';
import type { TextFilter } from './state/text-filter.ts';
import { RobloxWorld } from './state/world.ts';

export interface RobloxOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Whether the server's own answers are checked against Roblox's API description; a wrong one becomes a 500. */
  readonly checkAnswers?: boolean;
}

/** A local Roblox: its hosts below one loopback address, with everything in memory. */
export class LocalRoblox {
  readonly world: RobloxWorld;
  readonly app: FastifyInstance;

  private constructor(world: RobloxWorld, app: FastifyInstance) {
    this.world = world;
    this.app = app;
  }

  /** @throws Error that says so when the port is taken. */
  static async start(options: RobloxOptions = {}): Promise<LocalRoblox> {
    const world = new RobloxWorld(options.clock);
    world.faults.check = faultCheck(routes);
    const app = createRobloxApi(world, options.checkAnswers ? await answerCheck() : undefined);
    const { port = 0 } = options;
    await app.listen({ host: '127.0.0.1', port }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE'
        ? new Error(`Port ${port}, where the local Roblox goes, is in use`)
        : error;
    });
    const roblox = new LocalRoblox(world, app);
    world.url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    return roblox;
  }

  async stop(): Promise<void> {
    this.app.server.closeAllConnections();
    await this.app.close();
  }

  /** What a bot takes as `ROBLOX_API_URL`: each host of Roblox is a folder of it, like `<url>/users/v1/users/1`. */
  get url(): string {
    return this.world.url;
  }

  get clock(): Clock {
    return this.world.clock;
  }

  /** What goes wrong. */
  get faults(): RobloxFaults {
    return this.world.faults;
  }

  /** How many calls each host takes. */
  get limits(): RateLimits {
    return this.world.limits;
  }

  /** What becomes `#` in descriptions. */
  get filter(): TextFilter {
    return this.world.filter;
  }

  get oauth(): OAuth {
    return this.world.oauth;
  }

  /** How long others see the old description after it was changed, in milliseconds of the clock. */
  get propagationDelay(): number {
    return this.world.propagationDelay;
  }

  set propagationDelay(ms: number) {
    this.world.propagationDelay = ms;
  }

  get accounts(): RobloxAccount[] {
    return this.world.accounts;
  }

  get groups(): RobloxGroup[] {
    return this.world.groups;
  }

  /**
   * The account that has the name, made when nobody has it.
   * @param settings of a new account. @throws Error when there is one already, or the name is none for an account.
   */
  account(name: string, settings: AccountSettings = {}): RobloxAccount {
    return this.world.account(name, settings);
  }

  /** The group of that name, made when there is none. @param settings of a new group. @throws Error when there is one. */
  group(name: string, settings: GroupSettings = {}): RobloxGroup {
    return this.world.group(name, settings);
  }

  /** Makes a key for Open Cloud, or one of this text. */
  createApiKey(key = randomBytes(36).toString('base64')): string {
    this.world.apiKeys.add(key);
    return key;
  }

  /** Registers an app that people can sign in to. @throws Error for addresses that Roblox does not take. */
  createApp(name: string, settings: AppSettings): OAuthApp {
    return this.oauth.createApp(name, settings);
  }

  /**
   * A person opens the authorization address that an app sent them to, and allows or denies what it asks for.
   * @returns the address that their browser goes to then. @throws Error with what the page says when it cannot ask.
   */
  consent(address: string, account: RobloxAccount, allows = true): string {
    const asked = readAuthorization(this.world, new URL(address).searchParams);
    if ('page' in asked) throw new Error(asked.page);
    if ('location' in asked) return asked.location;
    return decided(this.world, asked, allows ? account : undefined);
  }
}

async function answerCheck(): Promise<AnswerCheck> {
  const { mistakeIn, operationOf } = await import('./description/description.ts');
  return ({ method, path }, value) => {
    const shape = operationOf(method, path)?.answer;
    const mistake = shape && mistakeIn(value, shape);
    if (mistake) throw new Error(`the answer of ${method} ${path} is not as described: ${mistake}`);
  };
}
