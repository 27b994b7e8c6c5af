import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Bot, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import { databaseOf, type StartedGuildhall, startGuildhall } from './guildhall.ts';
import { scratchFolder } from './scratch.ts';

/** How long the bot's menu may take to be there in a guild, in ms. */
const menuPatience = 60_000;
const plugins = fileURLToPath(new URL('../plugins', import.meta.url));

/** The bot with tickets switched on, and the local Discord with all of its limits. */
export class TicketDesk {
  readonly sandbox: Sandbox;
  readonly account: Bot;
  readonly #folder = scratchFolder();
  #bot: StartedGuildhall | undefined;
  #calls: string[] = [];

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.account = sandbox.createBot('Guildhall');
    cpSync(join(plugins, 'tickets'), join(this.#folder, 'plugins/tickets'), { recursive: true });
    sandbox.discord.app.server.on('request', ({ method, url = '' }) => {
      if (url.startsWith('/api/')) this.#calls.push(`${method} ${url}`);
    });
  }

  static async open(): Promise<TicketDesk> {
    // A second start within five seconds would wait for Discord's leave to log in again.
    return new TicketDesk(await Sandbox.start({ identifyInterval: 0 }));
  }

  /** A server that Ada owns, with a role for staff. */
  guild(name: string, channels: readonly string[]): SandboxGuild {
    return this.sandbox.createGuild(name, {
      owner: 'ada',
      bot: this.account,
      roles: ['Support'],
      channels: [...channels],
    });
  }

  /** Starts the bot. It is up when this comes back; whether people see its commands yet, {@link offered} says. */
  async start(): Promise<void> {
    this.#bot = await startGuildhall({
      api: this.sandbox.apiUrl,
      token: this.account.token,
      folder: this.#folder,
      plugins: { names: ['tickets'], folder: join(this.#folder, 'plugins') },
      env: { CLOCK_URL: `${this.sandbox.url}/control/clock` },
    });
  }

  /** Waits until the owner of a guild has the commands of tickets. */
  async offered({ owner }: SandboxGuild): Promise<void> {
    await owner.until(() => owner.commands().includes('/ticket create'), { timeout: menuPatience });
  }

  /** Adds the type Support to a guild, as an administrator does. */
  async addType(guild: SandboxGuild): Promise<void> {
    await this.offered(guild);
    await guild.owner.slash('/ticket-types', { template: 'Support', staff: guild.role('Support') } as never);
  }

  /** Ends the bot. */
  async halt(signal: NodeJS.Signals): Promise<void> {
    await this.#bot?.worker.stop(signal);
    this.#bot = undefined;
  }

  async close(): Promise<void> {
    await this.halt('SIGTERM');
    await this.sandbox.stop();
  }

  /** The bot's database, past the bot. */
  database<T>(work: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(databaseOf(this.#folder), { timeout: 5_000 });
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  /** The first column of the first row. */
  number(sql: string, ...values: (string | number)[]): number {
    return this.database((database) => {
      const row = database.prepare(sql).get(...values) as Record<string, number>;
      return Object.values(row)[0]!;
    });
  }

  /** The requests of the bot during `work`, interactions' answers among them. */
  async calls(work: () => Promise<void>): Promise<readonly string[]> {
    this.#calls = [];
    await work();
    return this.#calls;
  }

  /** Waits until something holds. @param timeout in ms. @throws Error that says what was waited for. */
  async until(what: string, condition: () => boolean, timeout: number): Promise<void> {
    console.error(`tickets: ${what}`);
    for (const began = performance.now(); !condition(); await sleep(100)) {
      if (performance.now() - began > timeout) throw new Error(`tickets: waited in vain until ${what}`);
    }
  }
}
