import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { GuildSettings, SandboxGuild } from '@guildhall/sandbox';
import SqliteDatabase from 'better-sqlite3';
import { minutes, seconds } from '../stage/feature-stage.ts';
import { type Stage, startStage } from '../stage/stage.ts';
import type { DatabaseKind, StageDatabase } from '../stage/stage-database.ts';
import { Traffic } from './traffic.ts';

/** What the bot does later than this has nothing to do with what was asked of it, in ms of the bot's clock. */
const horizon = minutes(15);

/** The least that the clock moves at a time, in ms: what is due a little later is done then too. */
const step = seconds(10);

/** Silence after which nothing more is on its way, in real ms. */
const silent = 250;

/** How long the bot may take for all that is to be done at once, in real ms. */
const restLimit = minutes(3);

/** A server, and what is fixed in it for features. */
export interface FaultServer {
  readonly server: GuildSettings;
  readonly settings: (guild: SandboxGuild) => Readonly<Record<string, object>>;
}

export interface FaultStageOptions {
  /** The features that are on in every server. */
  readonly plugins: readonly string[];
  /** The servers, by their names. */
  readonly servers: Readonly<Record<string, FaultServer>>;
  /** How long the bot waits for an answer of Discord, in real ms. */
  readonly patience: number;
  /** SQLite by default. */
  readonly database?: DatabaseKind;
}

/**
 * The real bot in many servers at once, with a clock that stands still: time passes only when it is told to,
 * however slow the machine is. It is known when the bot has nothing left to do.
 */
export class FaultStage {
  readonly stage: Stage;
  readonly traffic: Traffic;
  #database: SqliteDatabase.Database | undefined;

  private constructor(stage: Stage, { patience }: FaultStageOptions) {
    this.stage = stage;
    this.traffic = new Traffic(stage.sandbox, patience);
  }

  static async start(options: FaultStageOptions): Promise<FaultStage> {
    const bot = fileURLToPath(new URL('tried-bot.ts', import.meta.url));
    const stage = await startStage({
      plugins: options.plugins,
      timeout: minutes(2),
      ...(options.database && { database: options.database }),
      command: [process.execPath, bot],
      env: { TRIAL_PATIENCE: String(options.patience), LOG_LEVEL: 'info' },
      // The clock stands still: nobody is answered too late because the machine is slow.
      // An answer that a fault took away does not come, however long somebody waits.
      discord: { rateLimits: false, answerIn: seconds(3), patience: seconds(10) },
      before: async (stage) => {
        stage.clock.freeze();
        const features = Object.fromEntries(options.plugins.map((plugin) => [plugin, true]));
        await stage.writeConfig('default.json', { features, settings: {} });
        for (const [name, { server, settings }] of Object.entries(options.servers)) {
          const guild = stage.guild(name, server);
          await stage.writeConfig(`guilds/${guild.id}.json`, { settings: settings(guild) });
        }
      },
    });
    return new FaultStage(stage, options);
  }

  async stop(): Promise<void> {
    this.#database?.close();
    await this.stage.stop();
  }

  /** The bot's database, to read, where it is SQLite. */
  get database(): SqliteDatabase.Database {
    this.#database ??= new SqliteDatabase(this.stage.database.url.slice('sqlite:'.length), {
      readonly: true,
    });
    return this.#database;
  }

  get rows(): StageDatabase['rows'] {
    return this.stage.database.rows;
  }

  /** The bot's `DATA_DIR`. */
  get data(): string {
    return this.stage.data;
  }

  guild(name: string): SandboxGuild {
    return this.stage.guild(name);
  }

  /** Kills the process and starts it again. @param between what is done while it is dead. */
  async restart(between: () => void = () => {}): Promise<void> {
    const { bot } = this.stage;
    await bot.kill9();
    between();
    await bot.start({ timeout: minutes(2) });
  }

  /** Waits until no job is due, and nothing hangs or was asked of Discord for a moment. @throws Error when that takes too long. */
  async rest(): Promise<void> {
    await this.#silence(
      silent,
      async () => performance.now() > this.traffic.hangsUntil && (await this.#due()) === 0,
    );
  }

  /** Waits until nothing was asked of Discord for a while, in real ms, whatever is still to be done. */
  async silence(ms = silent): Promise<void> {
    await this.#silence(ms, async () => true);
  }

  async #silence(ms: number, condition: () => Promise<boolean>): Promise<void> {
    const began = performance.now();
    const isSilent = () => performance.now() - Math.max(began, this.traffic.last) > ms;
    const quiet = async () => isSilent() && (await condition()) && isSilent();
    do {
      while (!(await quiet())) {
        if (performance.now() - began > restLimit) {
          throw new Error(`The bot does not come to rest.\n${this.stage.bot.describe()}`);
        }
        await sleep(20);
      }
      // Whoever answers has no heap of work before them.
      await this.stage.bot.status();
    } while (!(await quiet()));
  }

  /** How many jobs are to be done now, or are being done. */
  async #due(): Promise<number> {
    const now = this.#time(this.stage.clock.now());
    const [row] = await this.rows<{ count: number }>(
      `select (select count(*) from host__job
          where state = 'running' or (state = 'ready' and run_at <= ?))
        + (select count(*) from host__schedule where next_run_at <= ?) as count`,
      now,
      now,
    );
    return Number(row!.count);
  }

  /** A time as the database compares it. */
  #time(ms: number): number | string {
    return this.stage.database.kind === 'sqlite' ? ms : new Date(ms).toISOString();
  }

  /** Lets everything be done that is to be done, also what is to be done in a few minutes. */
  async settle(): Promise<void> {
    const until = this.stage.clock.now() + horizon;
    for (;;) {
      await this.rest();
      const next = await this.nextJob();
      if (next === undefined || next > until) {
        return;
      }
      await this.pass(Math.max(step, next - this.stage.clock.now() + 1));
    }
  }

  /** Moves the clock, and waits until the bot goes by it. */
  async pass(ms: number): Promise<void> {
    const { clock, bot } = this.stage;
    clock.advance(ms);
    const wanted = clock.now();
    const late = performance.now() + seconds(30);
    while (Date.parse((await bot.status()).time) < wanted) {
      if (performance.now() > late) {
        throw new Error(`The bot does not go by the clock.\n${bot.describe()}`);
      }
      await sleep(20);
    }
  }

  /** When the next job is due that waits for its time. */
  async nextJob(): Promise<number | undefined> {
    const [row] = await this.rows<{ next: number | Date | null }>(
      `select min(run_at) as next from host__job where state = 'ready'`,
    );
    return row!.next === null ? undefined : Number(row!.next);
  }
}
