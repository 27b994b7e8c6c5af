import type { Member, Reply, SandboxGuild, ShownMessage } from '@guildhall/sandbox';

/** A row of `tickets__ticket`, as far as the faults look at it. */
export interface Row {
  readonly id: string;
  readonly number: number;
  readonly guild: string;
  readonly state: string;
  readonly type: string;
  readonly creator: string;
  readonly channel: string | null;
}

/** A server of its own for one ticket at a time, so that a fault strikes nobody else. */
export class Lane {
  readonly guild: SandboxGuild;
  readonly sam: Member;
  readonly #row: (lane: Lane) => Row | undefined;
  #before: ReadonlySet<string> = new Set();
  #guests = 0;
  #creator: Member | undefined;

  /** @param row reads the ticket of the lane's creator, if there is one. */
  constructor(guild: SandboxGuild, row: (lane: Lane) => Row | undefined) {
    this.guild = guild;
    this.#row = row;
    this.sam = guild.member('sam', { roles: ['Support'] });
  }

  /** Whoever opens the ticket that is tried now. */
  get creator(): Member {
    return this.#creator!;
  }

  get row(): Row | undefined {
    return this.#row(this);
  }

  /** Begins anew, with somebody who has no ticket. */
  begin(): void {
    this.#guests += 1;
    this.#before = new Set(this.guild.record.channels.keys());
    this.#creator = this.guild.member(`guest${this.#guests}-${this.guild.name}`);
  }

  /** The channels and threads that were not there before this ticket. */
  get rooms() {
    return [...this.guild.record.channels.values()].filter(({ id }) => !this.#before.has(id));
  }

  /** What the bot wrote into the room of the ticket of its own accord, not as an answer to somebody. */
  get written(): ShownMessage[] {
    const { row } = this;
    return row?.channel && this.guild.record.channels.has(row.channel)
      ? this.sam.sees(row.channel).messages.filter(({ record }) => record.author.bot && !record.interaction)
      : [];
  }

  /** The message with the buttons. */
  get control(): ShownMessage | undefined {
    return this.written.find(({ buttons }) => buttons.length > 0);
  }

  /** What staff type in the room of the ticket. */
  slash(line: string, inputs: Parameters<Member['slash']>[1] = {}): Promise<Reply> {
    return this.sam.slash(line, inputs, { in: this.row!.channel! });
  }
}
