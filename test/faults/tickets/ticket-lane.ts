import type { Member, Reply, SandboxGuild, ShownMessage } from '@guildhall/sandbox';
import type { Database } from 'better-sqlite3';
import { Lane } from '../lane.ts';

/** A row of `tickets__ticket`, as far as the trials look at it. */
export interface Row {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly type: string;
  readonly channel: string | null;
  readonly problem: string | null;
}

/** A server in which one ticket at a time is tried. */
export class TicketLane extends Lane {
  readonly database: Database;
  /** Of staff. */
  readonly sam: Member;
  #guests = 0;
  #creator: Member | undefined;

  constructor(guild: SandboxGuild, database: Database) {
    super(guild);
    this.database = database;
    this.sam = guild.member(`sam of ${guild.name}`, { roles: ['Support'] });
  }

  override begin(): void {
    super.begin();
    this.#guests += 1;
    this.#creator = this.guild.member(`guest ${this.#guests} of ${this.guild.name}`);
  }

  /** Whoever opens the ticket that is tried now. */
  get creator(): Member {
    return this.#creator!;
  }

  /** The tickets of the creator: one, if all is well. */
  get tickets(): Row[] {
    return this.all<Row>(
      'select * from tickets__ticket where guild = ? and creator = ?',
      this.guild.id,
      this.creator.id,
    );
  }

  get row(): Row | undefined {
    return this.tickets[0];
  }

  /** What the bot wrote into the room of the ticket of its own accord, not as an answer to somebody. */
  get written(): ShownMessage[] {
    const { row, guild } = this;
    return row?.channel && guild.record.channels.has(row.channel)
      ? this.sam.sees(row.channel).messages.filter(({ record }) => record.author.bot && !record.interaction)
      : [];
  }

  /** The messages with the buttons: one, if all is well. */
  get controls(): ShownMessage[] {
    return this.written.filter(({ buttons }) => buttons.length > 0);
  }

  /** Whether something was done to the ticket, as its record says. */
  recorded(action: string): boolean {
    const { row } = this;
    const sql = 'select 1 from tickets__happening where ticket = ? and action = ?';
    return row !== undefined && this.all(sql, row.id, action).length > 0;
  }

  /** What staff type in the room of the ticket. */
  slash(line: string, inputs: Parameters<Member['slash']>[1] = {}): Promise<Reply> {
    return this.sam.slash(line, inputs, { in: this.row!.channel! });
  }

  all<T = Record<string, unknown>>(sql: string, ...values: string[]): T[] {
    return this.database.prepare<string[], T>(sql).all(...values);
  }
}
