import type { Member, Reply } from '@guildhall/sandbox';
import { FeatureStage, type FeatureStageOptions, mayWrite, startFeature } from '../../stage/feature-stage.ts';
import type { Stage } from '../../stage/stage.ts';

/** A row of `tickets__ticket`, as far as tests look at it. */
export interface TicketRow {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly creator: string;
  readonly channel: string | null;
  readonly claimed_by: string | null;
  readonly problem: string | null;
}

/** The real bot with tickets switched on in a server: Ada owns it, Sam and Tim are support, Eve and Bob members. */
export class TicketsStage extends FeatureStage {
  readonly sam: Member;
  readonly tim: Member;
  readonly eve: Member;
  readonly bob: Member;
  #guests = 0;

  constructor(stage: Stage) {
    super(stage, 'tickets');
    const [sam, tim] = this.guild.members('sam', 'tim', { roles: ['Support'] });
    this.sam = sam;
    this.tim = tim;
    this.eve = this.guild.member('eve');
    this.bob = this.guild.member('bob');
  }

  /** Somebody new, who has no ticket. */
  guest(): Member {
    this.#guests += 1;
    return this.guild.member(`guest${this.#guests}`);
  }

  /** All tickets of this server, the first opened first. */
  tickets(): Promise<TicketRow[]> {
    const sql = 'select * from tickets__ticket where guild = ? order by number';
    return this.stage.database.rows<TicketRow>(sql, this.guild.id);
  }

  /** Asks for a ticket. @returns what the person is told in the end. */
  async asks(by: Member, type = 'Support'): Promise<Reply> {
    const reply = await by.slash('/ticket create', { type });
    // Who waits for longer than two seconds is told that it is being made, and then that it is there.
    return reply.until(() => reply.text !== '' && !reply.shows('is being made'));
  }

  /** Opens a ticket. @returns what the person was told in the end, the row, and the name of the channel. */
  async open(by: Member, type?: string): Promise<{ reply: Reply; ticket: TicketRow; channel: string }> {
    const reply = await this.asks(by, type);
    const ticket = (await this.tickets()).findLast(({ creator }) => creator === by.id)!;
    const channel = ticket.channel ? this.guild.channel(ticket.channel).name : '';
    return { reply, ticket, channel };
  }

  /** Adds the type Support, as an administrator does. @param more options of `/ticket-types`. */
  async addType(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const staff = this.guild.role('Support');
    await this.ada.slash('/ticket-types', { template: 'Support', staff, ...more } as never);
  }

  /** Waits until a ticket is in a state. */
  async arrives(id: string, state: string): Promise<TicketRow> {
    return this.ada.until(async () =>
      (await this.tickets()).find((ticket) => ticket.id === id && ticket.state === state),
    );
  }
}

/** Starts the bot and switches tickets on, as an administrator does. */
export function startTickets(options: Partial<FeatureStageOptions> = {}): Promise<TicketsStage> {
  return startFeature(
    'tickets',
    '/ticket create',
    {
      permissions: [
        ...mayWrite,
        'ManageChannels',
        'ManageRoles',
        'CreatePrivateThreads',
        'ManageThreads',
        'PinMessages',
      ],
      channels: ['general', 'other'],
      roles: ['Support'],
      ...options,
    },
    (stage) => new TicketsStage(stage),
  );
}
