import type { Context } from '../context.ts';
import { Ticket } from '../entities/ticket.ts';

/** For how long it is remembered that a channel is a ticket's or none, in ms, and of how many channels. */
const remembered = { ms: 10 * 60_000, channels: 5_000 } as const;

/** Tells which channels are tickets, so that what people write and delete elsewhere on a server costs no query. */
export class TicketChannels {
  readonly #context: Context;
  readonly #known = new Map<string, { readonly ticket: string | undefined; readonly until: number }>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** The id of the ticket that lives in one of these channels: a thread in the channel of a ticket is of it too. */
  async ticketIn(guild: string, ...channels: readonly (string | null)[]): Promise<string | undefined> {
    for (const channel of channels) {
      const ticket = channel && (await this.#look(guild, channel));
      if (ticket) {
        return ticket;
      }
    }
    return undefined;
  }

  /** A ticket lives in a channel from now on. Other processes learn it when what they remember is over. */
  housed(channel: string, ticket: string): void {
    this.#remember(channel, ticket);
  }

  async #look(guild: string, channel: string): Promise<string | undefined> {
    const known = this.#known.get(channel);
    if (known && known.until > this.#context.clock.now().getTime()) {
      return known.ticket;
    }
    const row = await this.#context.database.read().findOne(Ticket, { guild, channel }, { fields: ['id'] });
    this.#remember(channel, row?.id);
    return row?.id;
  }

  #remember(channel: string, ticket: string | undefined): void {
    if (this.#known.size >= remembered.channels) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    this.#known.delete(channel);
    this.#known.set(channel, { ticket, until: this.#context.clock.now().getTime() + remembered.ms });
  }
}
