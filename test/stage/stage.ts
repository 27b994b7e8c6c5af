import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Bot,
  type GuildSettings,
  type Person,
  Sandbox,
  type SandboxGuild,
  type SandboxOptions,
} from '@guildhall/sandbox';
import { BotProcess } from './bot-process.ts';
import { PluginFolders } from './plugin-folders.ts';
import { createDatabase, type DatabaseKind, type StageDatabase } from './stage-database.ts';

const defaults = fileURLToPath(new URL('../../config', import.meta.url));

export interface StageOptions {
  /** Plugins of this project by name; each is copied, so that a test may edit it. None by default. */
  readonly plugins?: readonly string[];
  /** SQLite by default. */
  readonly database?: DatabaseKind;
  /** Variables beside those that the stage sets, or instead of them. */
  readonly env?: Readonly<Record<string, string>>;
  /** What starts the bot; `npm start` by default. */
  readonly command?: readonly [program: string, ...args: string[]];
  readonly discord?: SandboxOptions;
  /** How long the bot may take to be ready, in ms. */
  readonly timeout?: number;
  /** Makes guilds and people before the bot starts, which it finds when it logs in. */
  readonly before?: (stage: Stage) => void | Promise<void>;
}

interface Parts {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly account: Bot;
  readonly database: StageDatabase;
  readonly plugins: PluginFolders;
  readonly bot: BotProcess;
  readonly owner: Person;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The real bot in a process of its own, on a database of its own, and the local Discord here, in the process of the test
 * file. All that a test leaves behind, `stop` takes away.
 *
 * ```ts
 * const stage = await startStage({ plugins: ['pads'] });
 * afterAll(() => stage.stop());
 * const guild = stage.guild('Test');
 * await guild.owner.slash('/features enable', { feature: 'pads' });
 * await stage.bot.kill9();
 * await stage.bot.start();
 * ```
 */
export class Stage {
  readonly sandbox: Sandbox;
  /** The bot's account on the local Discord. */
  readonly account: Bot;
  /** The bot's process. */
  readonly bot: BotProcess;
  readonly plugins: PluginFolders;
  readonly database: StageDatabase;
  /** Olga, who owns the bot and may use `/plugins`. She is in no guild until a test lets her in. */
  readonly owner: Person;
  /** The variables of the bot, for a second one on the same database. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;

  constructor({ folder, sandbox, account, bot, plugins, database, owner, env }: Parts) {
    this.#folder = folder;
    this.sandbox = sandbox;
    this.account = account;
    this.bot = bot;
    this.plugins = plugins;
    this.database = database;
    this.owner = owner;
    this.env = env;
  }

  /** The time that both the local Discord and the bot go by. */
  get clock(): Sandbox['clock'] {
    return this.sandbox.clock;
  }

  /** The bot's `DATA_DIR`. */
  get data(): string {
    return join(this.#folder, 'data');
  }

  /** The bot's `LOG_DIR`. */
  get logs(): string {
    return join(this.#folder, 'logs');
  }

  /** A guild with the bot in it as an administrator; the one of that name, or a new one. */
  guild(name: string, settings: GuildSettings = {}): SandboxGuild {
    const known = this.sandbox.guilds.find((guild) => guild.name === name);
    return known ?? this.sandbox.createGuild(name, { bot: this.account, ...settings });
  }

  /** Writes a file of the bot's config folder, like `guilds/<guild id>.json`. An object becomes JSON. */
  async writeConfig(path: string, content: string | object): Promise<void> {
    const file = join(this.#folder, 'config', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  /** Ends the bot and the local Discord; removes the database and all files. */
  async stop(): Promise<void> {
    await this.bot.kill9();
    await this.sandbox.stop();
    await this.database.drop();
    process.off('SIGTERM', exitForSignal);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Starts the local Discord, then the bot, and waits until it is ready. @throws Error with the bot's log when it is not. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-stage-'));
  const database = await createDatabase(options.database ?? 'sqlite', folder);
  // A restart would wait five seconds for Discord's leave to log in again; and where tests run, the machine may stand still
  // for longer than Discord waits for an answer.
  const again = 'I was too slow just now';
  const sandbox = await Sandbox.start({ identifyInterval: 0, answerIn: 15_000, again, ...options.discord });
  const account = sandbox.createBot('Guildhall');
  const owner = sandbox.person('olga');
  const plugins = new PluginFolders(join(folder, 'plugins'));
  const env = {
    DISCORD_TOKEN: account.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_URL: database.url,
    OWNER_IDS: owner.id,
    PLUGIN_DIRS: plugins.folder,
    CONFIG_DIR: join(folder, 'config'),
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    LOG_DIR: join(folder, 'logs'),
    LOG_LEVEL: 'debug',
    CLOCK_URL: `${sandbox.url}/control/clock`,
    // Empty counts as unset, and keeps a developer's .env out of the test.
    REDIS_URL: '',
    DATA_KEY: '',
    DEBUG: '',
    BREAK_GLASS: '',
    DATA_RETENTION_DAYS: '',
    AUDIT_RETENTION_DAYS: '',
    ROBLOX_API_KEY: '',
    ROBLOX_CLIENT_ID: '',
    ROBLOX_CLIENT_SECRET: '',
    PUBLIC_URL: '',
    ROBLOX_API_URL: sandbox.roblox.url,
    ...options.env,
  };
  const bot = new BotProcess(options.command ?? ['npm', 'start'], env);
  const stage = new Stage({ folder, sandbox, account, bot, plugins, database, owner, env });
  process.once('SIGTERM', exitForSignal);
  try {
    await cp(defaults, join(folder, 'config'), { recursive: true });
    await plugins.add(...(options.plugins ?? []));
    await options.before?.(stage);
    await bot.start(options);
    return stage;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}

/** A test process that is told to end exits, and the bot with it: a signal alone would leave it behind. */
function exitForSignal(): void {
  process.exit(143);
}
