import type { Member, ShownAttachment, ShownMessage } from '@guildhall/sandbox';
import { startTickets, type TicketRow, type TicketsStage } from './tickets-stage.ts';

/** A ticket of somebody who has no other. */
export interface Opened {
  readonly creator: Member;
  readonly ticket: TicketRow;
  /** The name of its channel. */
  readonly channel: string;
}

/** Tickets whose transcripts are looked at. */
export class TranscriptStage {
  readonly tickets: TicketsStage;
  readonly sam: Member;

  private constructor(tickets: TicketsStage) {
    this.tickets = tickets;
    this.sam = tickets.sam;
  }

  /** @param place the setting that says where transcripts are posted. */
  static async start(
    place: 'transcriptChannel' | 'logChannel' = 'transcriptChannel',
  ): Promise<TranscriptStage> {
    const tickets = await startTickets({ channels: ['general', 'transcripts'] });
    await tickets.addType();
    await tickets.choose(place, 'transcripts');
    return new TranscriptStage(tickets);
  }

  /** A ticket of somebody who has none, with its message there. */
  async opened(): Promise<Opened> {
    const creator = this.tickets.guest();
    const { ticket, channel } = await this.tickets.open(creator);
    await creator.until(() => creator.sees(channel).messages.length > 0);
    return { creator, ticket, channel };
  }

  /** The messages in the channel for transcripts that carry that of a ticket. */
  postsOf({ number }: Pick<TicketRow, 'number'>): ShownMessage[] {
    return this.sam
      .sees('transcripts')
      .messages.filter(({ text }) =>
        text.includes(`Transcript of ticket ${String(number).padStart(4, '0')}`),
      );
  }

  /** Waits for the transcript of a ticket in its channel, for one that says something where that is asked. */
  async posted(ticket: TicketRow, ...parts: readonly string[]): Promise<ShownMessage> {
    return this.sam.until(async () => {
      for (const post of this.postsOf(ticket)) {
        const text = post.attachments.length > 0 ? await read(post.attachments, '.txt') : undefined;
        if (text !== undefined && parts.every((part) => text.includes(part))) {
          return post;
        }
      }
      return undefined;
    });
  }

  /** The direct messages that somebody has from the bot. */
  lettersOf(person: Member): readonly ShownMessage[] {
    return person.dms(this.tickets.stage.account).messages;
  }

  /** The rows of a table that are about a ticket. */
  ofTicket(table: string, ticket: TicketRow): Promise<Record<string, unknown>[]> {
    const sql = `select * from tickets__${table} where ticket = ?`;
    return this.tickets.stage.database.rows(sql, ticket.id);
  }

  /** Waits until so many messages of a ticket were heard of. */
  async heard(ticket: TicketRow, count: number): Promise<void> {
    await this.sam.until(async () => (await this.ofTicket('captured_message', ticket)).length === count);
  }

  async deletes({ ticket, channel }: Opened): Promise<void> {
    const asked = await this.sam.slash('/ticket delete', {}, { in: channel });
    await this.sam.click('Delete for good', { on: asked });
    await this.tickets.arrives(ticket.id, 'deleted');
  }

  /** Asks for the transcript of a ticket, and waits for it. */
  async asks(by: Member, { number }: Pick<TicketRow, 'number'>): Promise<ShownMessage> {
    const reply = await by.slash('/ticket transcript', { ticket: String(number) });
    await by.until(() => (reply.message?.attachments.length ?? 0) > 0);
    return reply.message!;
  }
}

export async function read(files: readonly ShownAttachment[], ending: string): Promise<string> {
  return (await bytesOf(files, ending)).toString();
}

export async function bytesOf(files: readonly ShownAttachment[], ending: string): Promise<Buffer> {
  const file = files.find(({ name }) => name.endsWith(ending));
  if (!file) {
    throw new Error(`no ${ending} among ${files.map(({ name }) => name)}`);
  }
  return Buffer.from(await (await fetch(file.url)).arrayBuffer());
}
