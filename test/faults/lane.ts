import type { SandboxGuild } from '@guildhall/sandbox';

/** A server of its own for one trial at a time, so that what goes wrong in it strikes nobody else. */
export class Lane {
  readonly guild: SandboxGuild;
  #before: ReadonlySet<string> = new Set();

  constructor(guild: SandboxGuild) {
    this.guild = guild;
  }

  /** Begins anew: what is in the server by now has nothing to do with what comes. */
  begin(): void {
    this.#before = new Set(this.guild.record.channels.keys());
  }

  /** Whether a channel or thread was not there when the lane began. */
  isNew(channel: string): boolean {
    return this.guild.record.channels.has(channel) && !this.#before.has(channel);
  }

  /** The channels and threads that were not there when it began. */
  get rooms() {
    return [...this.guild.record.channels.values()].filter(({ id }) => !this.#before.has(id));
  }
}
