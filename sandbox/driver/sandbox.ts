import { mountControl } from '../control/mount.ts';
import type { Clock } from '../discord/clock.ts';
import type { Faults } from '../discord/faults.ts';
import { type DiscordOptions, LocalDiscord } from '../discord/server.ts';
import { createApplication, createUser } from '../discord/state/accounts.ts';
import { createGuild } from '../discord/state/guilds.ts';
import type { Guild, User } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import { LocalRoblox, type RobloxOptions } from '../roblox/server.ts';
import { Bot } from './bot.ts';
import { type ChannelPlan, type RolePlan, SandboxGuild } from './guild.ts';
import { Member } from './member.ts';
import { Modals } from './modal.ts';
import { UnknownName } from './names.ts';
import type { Permissions } from './permission-names.ts';
import { Person } from './person.ts';
import { PATIENCE } from './wait.ts';

export interface BotSettings {
  /** A token that is known beforehand; one like Discord's by default. */
  readonly token?: string;
  /** The application's id, which is the bot account's too; a new one by default. */
  readonly id?: string;
  /** Privileged intents that are switched on, as a bit set; all three by default. */
  readonly privilegedIntents?: number;
  readonly redirectUris?: string[];
}

export interface GuildSettings {
  /** Name of the owner, who is made when nobody has it; `owner` by default. */
  readonly owner?: string | Person;
  /** A bot that is in the guild from the start, or several. */
  readonly bot?: Bot | readonly Bot[];
  /** What the bots' invite asks for: their own role gets it. `Administrator` by default. */
  readonly permissions?: Permissions;
  /** Channels from top to bottom; a `general` by default. */
  readonly channels?: readonly (string | ChannelPlan)[];
  /** Roles from top to bottom, below the bots' own. */
  readonly roles?: readonly (string | RolePlan)[];
}

export interface SandboxOptions extends DiscordOptions {
  /** How long people wait for what is to come, in real milliseconds; thirty seconds by default. */
  readonly patience?: number;
  /** What a bot says when it was too slow for a form: people who read it do the same again. By default nobody does. */
  readonly again?: string;
  /** The local Roblox beside it, which has the same clock. */
  readonly roblox?: Omit<RobloxOptions, 'clock'>;
}

/** A local Discord with people in it, and a local Roblox: what tests and the sandbox are written with. */
export class Sandbox {
  readonly discord: LocalDiscord;
  /** Accounts and groups; `sandbox.roblox.url` is what a bot takes as `ROBLOX_API_URL`. */
  readonly roblox: LocalRoblox;
  /** How long people wait for what is to come when nothing else is said, in real milliseconds. */
  readonly patience: number;
  /** What they read when they are to do the same again. */
  readonly again: string | undefined;
  readonly modals = new Modals();
  readonly #people = new Map<User, Person>();
  readonly #guilds = new Map<Guild, SandboxGuild>();
  readonly #members = new Map<Guild, Map<User, Member>>();
  readonly #bots = new Map<string, Bot>();

  private constructor(discord: LocalDiscord, roblox: LocalRoblox, options: SandboxOptions) {
    this.discord = discord;
    this.roblox = roblox;
    this.patience = options.patience ?? PATIENCE;
    this.again = options.again;
  }

  /**
   * Starts a local Discord and a local Roblox, on free ports unless others are given, with the control API of both below
   * `/control` of the first.
   * @throws Error when a port is taken.
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    let sandbox: Sandbox | undefined;
    const discord = await LocalDiscord.start({
      ...options,
      extend: (app) => {
        mountControl(app, () => sandbox!);
        options.extend?.(app);
      },
    });
    const { clock } = discord.world;
    const roblox = await LocalRoblox.start({ ...options.roblox, clock }).catch(async (error) => {
      await discord.stop();
      throw error;
    });
    sandbox = new Sandbox(discord, roblox, options);
    return sandbox;
  }

  async stop(): Promise<void> {
    await Promise.all([this.discord.stop(), this.roblox.stop()]);
  }

  get world(): World {
    return this.discord.world;
  }

  /** The time of all of Discord's rules: `advance`, `freeze`, `resume`. */
  get clock(): Clock {
    return this.world.clock;
  }

  /** What goes wrong. */
  get faults(): Faults {
    return this.world.faults;
  }

  get gateway(): LocalDiscord['gateway'] {
    return this.discord.gateway;
  }

  /** Like `http://127.0.0.1:4000`. */
  get url(): string {
    return this.discord.url;
  }

  /** What a Discord library takes as the base of its API: discord.js as `rest.api`. */
  get apiUrl(): string {
    return `${this.url}/api`;
  }

  /** Registers an application with its bot account. @throws Error when its token or id is taken. */
  createBot(name: string, settings: BotSettings = {}): Bot {
    if (settings.token !== undefined && this.world.applicationOfToken(settings.token))
      throw new Error('another bot has this token');
    if (settings.id !== undefined && this.world.users.has(settings.id))
      throw new Error('another account has this id');
    const application = createApplication(this.world, name, settings);
    return this.bot(application.id);
  }

  get bots(): Bot[] {
    return [...this.world.applications.keys()].map((id) => this.bot(id));
  }

  /** A bot by name or id. @throws UnknownName */
  bot(name: string): Bot {
    for (const application of this.world.applications.values()) {
      if (application.name !== name && application.id !== name) continue;
      const present = this.#bots.get(application.id);
      if (present) return present;
      const bot = new Bot(this, application);
      this.#bots.set(application.id, bot);
      return bot;
    }
    throw new UnknownName(
      'bot',
      name,
      [...this.world.applications.values()].map((each) => each.name),
    );
  }

  createGuild(name: string, settings: GuildSettings = {}): SandboxGuild {
    const { owner = 'owner', bot = [], permissions = 'Administrator', channels, roles } = settings;
    const person = typeof owner === 'string' ? this.person(owner) : owner;
    const record = createGuild(this.world, name, person.user, { bare: channels !== undefined });
    const guild = this.guild(record.id);
    for (const each of Array.isArray(bot) ? (bot as readonly Bot[]) : [bot as Bot])
      guild.addBot(each, permissions);
    guild.furnish({ ...(roles && { roles: [...roles] }), ...(channels && { channels }) });
    return guild;
  }

  get guilds(): SandboxGuild[] {
    return [...this.world.guilds.keys()].map((id) => this.guild(id));
  }

  /** A guild by name or id. @throws UnknownName */
  guild(name: string): SandboxGuild {
    const record =
      this.world.guilds.get(name) ?? [...this.world.guilds.values()].find((guild) => guild.name === name);
    if (!record)
      throw new UnknownName(
        'guild',
        name,
        [...this.world.guilds.values()].map((guild) => guild.name),
      );
    let guild = this.#guilds.get(record);
    if (!guild) {
      guild = new SandboxGuild(this, record);
      this.#guilds.set(record, guild);
    }
    return guild;
  }

  /** Somebody's account by username, made when nobody has it. The same person can be in several guilds. */
  person(name: string): Person {
    const user = this.#userNamed(name) ?? createUser(this.world, name);
    let person = this.#people.get(user);
    if (!person) {
      person = new Person(this, user);
      this.#people.set(user, person);
    }
    return person;
  }

  /** Somebody as a member of a guild, whether they are in it at the moment or not. */
  memberOf(guild: SandboxGuild, user: User): Member {
    let members = this.#members.get(guild.record);
    if (!members) {
      members = new Map();
      this.#members.set(guild.record, members);
    }
    let member = members.get(user);
    if (!member) {
      member = new Member(this, user, guild);
      members.set(user, member);
    }
    return member;
  }

  #userNamed(name: string): User | undefined {
    const known = this.world.users.get(name);
    if (known) return known;
    for (const user of this.world.users.values()) if (!user.bot && user.username === name) return user;
    return undefined;
  }
}
