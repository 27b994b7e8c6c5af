import type { SandboxGuild } from '@guildhall/sandbox';
import type { Database } from 'better-sqlite3';
import type { StageDatabase } from '../stage/stage-database.ts';

/** What a lane is looked at by. */
export interface LaneGround {
  /** The bot's database, to read. */
  readonly database: Database;
  /** Reads rows, also of a bot on PostgreSQL. `?` in the SQL stands for a value. */
  readonly rows: StageDatabase['rows'];
  /** The bot's `DATA_DIR`. */
  readonly data: string;
}

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

  /** Whether direct messages to somebody are about what is done here. */
  isAbout(_user: string): boolean {
    return false;
  }
}
