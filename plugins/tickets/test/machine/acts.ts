import type { Refusal, Result } from '@guildhall/sdk';
import type { Ticket } from '../../entities/ticket.ts';
import type { Parts } from '../../parts.ts';
import { isActive, type TicketState } from '../../ticket/ticket-states.ts';
import type { Model, ModelTicket, Real } from './model.ts';

export const person = (number: number) => String(500_000_000_000_000_000n + BigInt(number));

const otherThan = (customer: string) => person(customer === person(1) ? 2 : 1);
const colleagueOf = (staff: string) => person(staff === person(10) ? 11 : 10);

/** How long a customer has to answer whether a ticket can be closed, in minutes. */
const requestTime = 30;

const category = '800000000000000001';

/** Whether somebody has as many tickets of a type as they can open: one. */
export const isFull = ({ tickets }: Model, { creator, type }: Pick<ModelTicket, 'creator' | 'type'>) =>
  tickets.some((one) => one.creator === creator && one.type === type && isActive(one.state));

/** Something that a person does to a ticket, which is refused where it does not fit. */
interface Act {
  /** As the audit log calls it. */
  readonly action: string;
  /** @param seen the ticket as whoever does it saw it before. */
  does(parts: Parts, seen: Ticket, by: string, real: Real): Promise<Result<unknown, Refusal>>;
  /** Changes the model, or says the refusal. @param seen as for `does`. */
  expected(ticket: ModelTicket, by: string, model: Model, seen: ModelTicket): string | undefined;
}

const open: readonly TicketState[] = ['open'];
const readable: readonly TicketState[] = ['open', 'closed'];
const deletable: readonly TicketState[] = [
  'provisioning',
  'open',
  'closing',
  'closed',
  'reopening',
  'archived',
];

/** What people do. */
export const acts = {
  claim: {
    action: 'claim',
    does: ({ tickets }, { guild, id }, by) => tickets.claim(guild, id, by),
    expected: (ticket, by) => {
      if (!open.includes(ticket.state)) return 'not-open';
      if (ticket.claimedBy) return 'claimed';
      ticket.claimedBy = by;
      return undefined;
    },
  },
  unclaim: {
    action: 'unclaim',
    does: ({ tickets }, { guild, id }, by) => tickets.unclaim(guild, id, by),
    expected: (ticket) => {
      if (!open.includes(ticket.state)) return 'not-open';
      if (!ticket.claimedBy) return 'not-claimed';
      ticket.claimedBy = null;
      return undefined;
    },
  },
  'give to a colleague': {
    action: 'transfer',
    does: ({ work }, { guild, id }, by) => work.handOver(guild, id, colleagueOf(by), by),
    expected: (ticket, by) => {
      if (!open.includes(ticket.state)) return 'not-open';
      if (ticket.claimedBy === colleagueOf(by)) return 'claimed';
      ticket.claimedBy = colleagueOf(by);
      return undefined;
    },
  },
  close: {
    action: 'close',
    does: ({ tickets }, { guild, id }, by) => tickets.close(guild, id, by),
    expected: (ticket) => {
      if (!open.includes(ticket.state)) return 'not-open';
      ticket.state = 'closing';
      return undefined;
    },
  },
  reopen: {
    action: 'reopen',
    does: ({ tickets }, { guild, id }, by) => tickets.reopen(guild, id, by),
    // Staff may, also where its creator could open no more.
    expected: (ticket) => {
      if (ticket.state !== 'closed' && ticket.state !== 'archived') return 'not-closed';
      ticket.state = 'reopening';
      return undefined;
    },
  },
  archive: {
    action: 'archive',
    does: ({ work }, { guild, id }, by) => work.archive(guild, id, by),
    expected: (ticket) => {
      if (ticket.state !== 'closed') return 'not-closed';
      ticket.state = 'archived';
      return undefined;
    },
  },
  'give to the other customer': {
    action: 'creator',
    does: ({ work }, { guild, id, creator }, by) => work.giveTo(guild, id, otherThan(creator), by),
    expected: (ticket, _by, model, seen) => {
      const to = otherThan(seen.creator);
      if (!readable.includes(ticket.state)) return 'not-open';
      if (ticket.creator === to) return 'is-creator';
      if (isActive(ticket.state) && isFull(model, { creator: to, type: ticket.type })) {
        return 'too-many-tickets';
      }
      ticket.creator = to;
      return undefined;
    },
  },
  'ask to close in time': {
    action: 'ask-close',
    does: ({ closeRequests }, { guild, id }, by) =>
      closeRequests.ask(guild, id, { by, asks: 'guest', patience: requestTime, timed: true }),
    expected: (ticket, _by, { minutes }) => {
      if (!open.includes(ticket.state)) return 'not-open';
      if (ticket.closesAt !== null) return 'asked-already';
      ticket.closesAt = minutes + requestTime;
      return undefined;
    },
  },
  delete: {
    action: 'delete',
    does: ({ tickets }, { guild, id }, by) => tickets.delete(guild, id, by),
    expected: (ticket) => {
      // Nothing was asked for yet: there is nothing to take away.
      const end = ticket.state === 'requested' ? 'failed' : 'deleting';
      if (end === 'deleting' && !deletable.includes(ticket.state)) return 'not-deletable';
      Object.assign(ticket, { state: end, blocked: false });
      return undefined;
    },
  },
  move: {
    action: 'move',
    // Staff may, also where its creator could open no more of that type.
    does: ({ rooms }, { guild, id, type }, by, { types }) =>
      rooms.move(guild, id, { type: types.find((one) => one !== type) }, by),
    expected: (ticket, _by, _model, seen) => {
      const type = 1 - seen.type;
      if (!readable.includes(ticket.state)) return 'not-open';
      if (ticket.type === type && ticket.category === null) return 'there-already';
      Object.assign(ticket, { type, category: null });
      return undefined;
    },
  },
  'move to a category': {
    action: 'move',
    does: ({ rooms }, { guild, id }, by) => rooms.move(guild, id, { category }, by),
    expected: (ticket) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      if (ticket.category === category) return 'there-already';
      ticket.category = category;
      return undefined;
    },
  },
  add: {
    action: 'add',
    does: ({ tickets }, { guild, id }, by) => tickets.add(guild, id, { subject: by, kind: 'user' }, by),
    expected: (ticket, by) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      if (ticket.added.has(by)) return 'added-already';
      ticket.added.add(by);
      return undefined;
    },
  },
  remove: {
    action: 'remove',
    does: ({ tickets }, { guild, id }, by) => tickets.remove(guild, id, by, by),
    expected: (ticket, by) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      return ticket.added.delete(by) ? undefined : 'not-added';
    },
  },
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof acts;

export const actNames = Object.keys(acts) as ActName[];
