import { createHash } from 'node:crypto';
import { DiscordAPIError, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import type { PluginLogger } from '../sdk/logger.ts';

export type CommandSet = readonly RESTPostAPIApplicationCommandsJSONBody[];

export interface PublisherOptions {
  /** The id of the bot's application: Discord keeps menus for each, so another token has to send them anew. */
  readonly application: string;
  /** What a guild's menu should hold now. */
  readonly desired: (guild: string) => Promise<CommandSet>;
  /** The hash of what was last sent to a guild. */
  readonly stored: (guild: string) => Promise<string | undefined>;
  readonly store: (guild: string, hash: string) => Promise<void>;
  readonly put: (guild: string, commands: CommandSet) => Promise<unknown>;
  readonly logger: PluginLogger;
}

/** Why a guild's menu is not as it should be; `refused` stays so until the menu changes, `unreachable` is tried again. */
export interface MenuProblem {
  readonly code: 'no-scope' | 'refused' | 'unreachable';
  readonly message: string;
}

/** Changes that come this close together are sent as one, in ms. */
const gather = 250;
/** How many guilds are written to at once. */
const width = 4;
/** Pauses before trying a guild again, in ms; the last one goes on until Discord can be reached. */
const retries = [5_000, 30_000, 120_000] as const;

/**
 * Keeps each guild's command menu as it should be: one request for a guild whose set changed, also when it became
 * empty; none when nothing changed, across restarts.
 */
export class CommandPublisher {
  readonly #options: PublisherOptions;
  readonly #due = new Set<string>();
  /** The guilds that are written to now: of two requests for one guild, nobody knows which Discord takes last. */
  readonly #busy = new Set<string>();
  readonly #problems = new Map<string, MenuProblem>();
  readonly #retries = new Map<string, { readonly timer: NodeJS.Timeout; readonly attempt: number }>();
  #gathering: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];
  #stopped = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Looks at guilds again, soon. */
  changed(guilds: Iterable<string>): void {
    for (const guild of guilds) {
      this.#forgetRetry(guild);
      this.#due.add(guild);
    }
    if (!this.#stopped) {
      this.#gathering ??= setTimeout(() => {
        this.#gathering = undefined;
        this.#work();
      }, gather);
    }
  }

  /** Why a guild's menu could not be set, for `/doctor`. */
  problem(guild: string): MenuProblem | undefined {
    return this.#problems.get(guild);
  }

  /** The bot is not in a guild any more. */
  gone(guild: string): void {
    this.#forgetRetry(guild);
    this.#due.delete(guild);
    this.#problems.delete(guild);
  }

  /** Resolves when nothing is left to send. */
  async settled(): Promise<void> {
    if (this.#gathering || this.#busy.size > 0 || this.#due.size > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#gathering);
    for (const guild of this.#retries.keys()) {
      this.#forgetRetry(guild);
    }
  }

  #work(): void {
    for (const guild of this.#due) {
      if (this.#stopped || this.#busy.size >= width) {
        return;
      }
      if (!this.#busy.has(guild)) {
        this.#begin(guild);
      }
    }
    if (this.#busy.size === 0 && !this.#gathering) {
      for (const resolve of this.#idle.splice(0)) {
        resolve();
      }
    }
  }

  #begin(guild: string): void {
    const attempt = this.#retries.get(guild)?.attempt ?? 0;
    this.#retries.delete(guild);
    this.#due.delete(guild);
    this.#busy.add(guild);
    void this.#publish(guild, attempt).finally(() => {
      this.#busy.delete(guild);
      this.#work();
    });
  }

  async #publish(guild: string, attempt: number): Promise<void> {
    try {
      const commands = await this.#options.desired(guild);
      const menu = JSON.stringify([this.#options.application, commands]);
      const hash = createHash('sha256').update(menu).digest('base64url');
      if ((await this.#options.stored(guild)) !== hash) {
        await this.#options.put(guild, commands);
        await this.#options.store(guild, hash);
      }
      this.#problems.delete(guild);
    } catch (error) {
      this.#failed(guild, attempt, error);
    }
  }

  #failed(guild: string, attempt: number, error: unknown): void {
    const problem = problemOf(error);
    this.#problems.set(guild, problem);
    const why = problem.code === 'no-scope' ? ': the bot was invited without applications.commands' : '';
    this.#options.logger.error(`the command menu of a guild could not be set${why}`, { guild, error });
    const pause = retries[attempt] ?? retries[2];
    // What Discord refuses as it is will not be better later; a change that came meanwhile is tried anyway.
    if (problem.code === 'unreachable' && !this.#stopped && !this.#due.has(guild)) {
      const timer = setTimeout(() => {
        this.#due.add(guild);
        this.#work();
      }, pause);
      this.#retries.set(guild, { timer, attempt: attempt + 1 });
    }
  }

  #forgetRetry(guild: string): void {
    clearTimeout(this.#retries.get(guild)?.timer);
    this.#retries.delete(guild);
  }
}

function problemOf(error: unknown): MenuProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 429) {
    return { code: 'unreachable', message };
  }
  return { code: error.status === 403 ? 'no-scope' : 'refused', message };
}
