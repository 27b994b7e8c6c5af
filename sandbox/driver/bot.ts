import type { Application, User } from '../discord/state/types.ts';
import type { SandboxGuild } from './guild.ts';
import type { Permissions } from './permission-names.ts';
import type { Sandbox } from './sandbox.ts';
import { waitUntil } from './wait.ts';

/** An application with its bot account: what a program under test logs in as. */
export class Bot {
  readonly application: Application;
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox, application: Application) {
    this.#sandbox = sandbox;
    this.application = application;
  }

  /** Whether the program under test is logged in, with a connection that is alive. */
  get online(): boolean {
    return [...this.#sandbox.gateway.sessions.of(this.application)].some((session) => session.link);
  }

  /**
   * Waits until the program has logged in.
   * @param options `timeout` in real milliseconds, thirty seconds by default.
   * @throws WaitTimeout
   */
  async ready(options: { timeout?: number } = {}): Promise<this> {
    await waitUntil(this.#sandbox.world, () => this.online, {
      timeout: options.timeout ?? this.#sandbox.patience,
      describe: () => `Waited in vain until ${this.name} is online. It logs in at ${this.#sandbox.apiUrl}.`,
    });
    return this;
  }

  /** What the program logs in with. */
  get token(): string {
    return this.application.token;
  }

  get user(): User {
    return this.application.bot;
  }

  get id(): string {
    return this.application.bot.id;
  }

  get name(): string {
    return this.application.bot.username;
  }

  /** Invites the bot. @param permissions what its invite asks for. */
  joins(guild: SandboxGuild, permissions?: Permissions): void {
    guild.addBot(this, permissions);
  }
}
