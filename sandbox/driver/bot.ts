import type { Application, User } from '../discord/state/types.ts';
import type { SandboxGuild } from './guild.ts';
import type { Permissions } from './permission-names.ts';

/** An application with its bot account: what a program under test logs in as. */
export class Bot {
  readonly application: Application;

  constructor(application: Application) {
    this.application = application;
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
