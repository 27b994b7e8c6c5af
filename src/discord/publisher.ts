import { createHash } from 'node:crypto';
import { DiscordAPIError, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import type { PluginLogger } from '../sdk/logger.ts';

export type CommandSet = readonly RESTPostAPIApplicationCommandsJSONBody[];

export interface PublisherOptions {
  /** What a guild's menu should hold now. */
  readonly desired: (guild: string) => Promise<CommandSet>;
  /** The hash of what was last sent to a guild. */
  readonly stored: (guild: string) => Promise<string | undefined>;
  readonly store: (guild: string, hash: string) => Promise<void>;
  readonly put: (guild: string, commands: CommandSet) => Promise<unknown>;
  readonly logger: PluginLogger;
}

/** Changes that come this close together are sent as one, in ms. */
const gather = 250;
/** How many guilds are written to at once. */
const width = 4;
/** Pauses before trying a guild again, in ms; after the last one the next change tries. */
const retries = [5_000, 30_000, 120_000];

/**
 * Keeps each guild's command menu as it should be: one request for a guild whose set changed, also when it became
 * empty; none when nothing changed, across restarts.
 */
export class CommandPublisher {
  readonly #options: PublisherOptions;
  readonly #due = new Set<string>();
  readonly #problems = new Map<string, string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #gathering: NodeJS.Timeout | undefined;
  #running = 0;
  #idle: (() => void)[] = [];
  #stopped = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Looks at guilds again, soon. */
  changed(guilds: Iterable<string>): void {
    for (const guild of guilds) {
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
  problem(guild: string): string | undefined {
    return this.#problems.get(guild);
  }

  /** Resolves when nothing is left to send. */
  async settled(): Promise<void> {
    if (this.#gathering || this.#running > 0 || this.#due.size > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#gathering);
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
  }

  #work(): void {
    while (!this.#stopped && this.#running < width && this.#due.size > 0) {
      const [guild] = this.#due;
      this.#due.delete(guild!);
      this.#running += 1;
      void this.#publish(guild!, 0).finally(() => {
        this.#running -= 1;
        this.#work();
      });
    }
    if (this.#running === 0 && this.#due.size === 0 && !this.#gathering) {
      for (const resolve of this.#idle.splice(0)) {
        resolve();
      }
    }
  }

  async #publish(guild: string, attempt: number): Promise<void> {
    try {
      const commands = await this.#options.desired(guild);
      const hash = createHash('sha256').update(JSON.stringify(commands)).digest('base64url');
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
    this.#problems.set(guild, error instanceof Error ? error.message : String(error));
    this.#options.logger.error('the command menu of a guild could not be set', { guild, error });
    const pause = retries[attempt];
    // What Discord refuses as it is will not be better later.
    const hopeless = error instanceof DiscordAPIError && error.status < 500 && error.status !== 429;
    if (pause !== undefined && !hopeless && !this.#stopped) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        void this.#publish(guild, attempt + 1);
      }, pause);
      this.#timers.add(timer);
    }
  }
}
