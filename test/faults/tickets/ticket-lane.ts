import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Member, Reply, SandboxGuild, ShownMessage } from '@guildhall/sandbox';
import type { Database } from 'better-sqlite3';
import { Lane, type LaneGround } from '../lane.ts';

/** A row of `tickets__ticket`, as far as the trials look at it. */
export interface Row {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly type: string;
  readonly channel: string | null;
  readonly problem: string | null;
}

/** A row of `tickets__transcript`, as far as the trials look at it. */
export interface TranscriptRow {
  readonly wanted: number;
  readonly made: number;
  readonly sent: number;
  readonly folder: string | null;
}

/** A server in which one ticket at a time is tried. */
export class TicketLane extends Lane {
  readonly database: Database;
  /** Of staff. */
  readonly sam: Member;
  readonly #data: string;
  #guests = 0;
  #creator: Member | undefined;

  constructor(guild: SandboxGuild, { database, data }: LaneGround) {
    super(guild);
    this.database = database;
    this.#data = data;
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

  override isAbout(user: string): boolean {
    return user === this.#creator?.id;
  }

  /** The row of its transcript. */
  get transcript(): TranscriptRow | undefined {
    const sql = 'select * from tickets__transcript where ticket = ?';
    return this.all<TranscriptRow>(sql, this.row?.id ?? '')[0];
  }

  /** The messages that carry its transcript: one, if there is one and all is well. */
  get posts(): readonly ShownMessage[] {
    const { row, sam } = this;
    const title = `Transcript of ticket ${String(row?.number).padStart(4, '0')}`;
    return sam.sees('transcripts').messages.filter(({ text }) => text.includes(title));
  }

  /** What the log channel says of the ticket. */
  get logLines(): string[] {
    const number = `${String(this.row?.number).padStart(4, '0')}`;
    return this.sam
      .sees('log')
      .messages.map(({ text }) => text)
      .filter((text) => text.includes(number));
  }

  /** The direct messages that the creator has. */
  get letters(): readonly ShownMessage[] {
    return this.creator.dms(this.guild.bots[0]!).messages;
  }

  /** Names of the files of its transcript, as they lie on the disk. */
  get filesOfTranscript(): string[] {
    const { transcript } = this;
    const written = (name: string) => /\.(html|txt|json)$/.test(name);
    return transcript?.folder
      ? readdirSync(join(this.#data, 'tickets', transcript.folder))
          .filter(written)
          .sort()
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
