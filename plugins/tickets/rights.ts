import { type Actor, Refusal } from '@guildhall/sdk';
import type { Ticket } from './entities/ticket.ts';
import type { TicketType } from './entities/ticket-type.ts';
import plugin from './plugin.ts';
import type { TicketSettings } from './settings.ts';
import { staffRolesOf } from './ticket/staff-of.ts';
import { isUnready } from './ticket/ticket-states.ts';

/** Whom a deed is open to. */
interface Right {
  /** The ability that the gate asks for; then nothing about one ticket matters. */
  readonly ability?: 'open' | 'types' | 'purge';
  /** Whoever opened the ticket may too: always, while they wait for it, or where this setting says so. */
  readonly creator?: true | 'unready' | keyof TicketSettings;
  /** Everybody may; what they get to see is what they take part in. */
  readonly all?: true;
}

/**
 * Who may do what, for commands and buttons alike. Staff of a ticket's type and whoever works on all tickets may do
 * everything that asks for no ability.
 */
export const rights = {
  create: { ability: 'open' },
  close: { creator: 'creatorCloses' },
  reopen: { creator: 'creatorCloses' },
  delete: { creator: 'unready' },
  claim: {},
  unclaim: {},
  transfer: {},
  move: {},
  add: { creator: 'creatorAdds' },
  remove: { creator: 'creatorAdds' },
  rename: {},
  topic: {},
  priority: {},
  label: {},
  note: {},
  pin: {},
  info: { creator: true },
  list: { all: true },
  transcript: { creator: true },
  stats: { all: true },
  archive: {},
  purge: { ability: 'purge' },
  setup: { ability: 'types' },
  'close-request': { creator: true },
  answers: { creator: true },
} as const satisfies Readonly<Record<string, Right>>;

export type RightName = keyof typeof rights;

/** The abilities that the gate asks for, by the names of the subcommands. */
export const abilities: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<Right>(rights).flatMap(([name, { ability }]) => (ability ? [[name, ability]] : [])),
);

/** What somebody is to a ticket. */
export interface Standing {
  /** One of the staff of its type, or of all tickets. */
  readonly staff: boolean;
  readonly creator: boolean;
  /** Whether it has no channel or thread yet. */
  readonly unready: boolean;
}

/** Whether somebody may, as far as the ticket is concerned. */
export function allows(name: RightName, standing: Standing, settings: TicketSettings): boolean {
  const { staff, creator, unready } = standing;
  const { ability, creator: when, all }: Right = rights[name];
  const now = when === 'unready' ? unready : when === true || (when && settings[when]);
  return Boolean(ability || all || staff || (creator && now));
}

/** Whether a member has one of the roles that work on a type. */
export const hasStaffRole = (
  member: Pick<Actor, 'roles'>,
  type: Pick<TicketType, 'staffRoles'> | undefined,
) => type?.staffRoles.some((role) => member.roles.cache.has(role)) ?? false;

/** Whether a member works on all tickets of a type: one of its roles, or whoever works on all of them. */
export async function worksOn(member: Actor, type: TicketType | undefined): Promise<boolean> {
  return hasStaffRole(member, type) || plugin.host.may(member, 'staff');
}

/** Whether a member works on a ticket: a role of its type, or one that was called to it, or whoever works on all. */
export async function worksOnTicket(
  member: Actor,
  { guild, id, type }: Pick<Ticket, 'guild' | 'id' | 'type'>,
): Promise<boolean> {
  const { tickets, types } = plugin.parts;
  const staffRoles = staffRolesOf(await types.find(guild, type), await tickets.participants(id));
  return hasStaffRole(member, { staffRoles }) || plugin.host.may(member, 'staff');
}

/** What a member is to a ticket. */
export async function standingOf(member: Actor, ticket: Ticket): Promise<Standing> {
  return {
    staff: await worksOnTicket(member, ticket),
    creator: member.id === ticket.creator,
    unready: isUnready(ticket.state),
  };
}

/** Whether a member may do this with the ticket now. */
export async function may(name: RightName, member: Actor, ticket: Ticket): Promise<boolean> {
  return allows(name, await standingOf(member, ticket), await plugin.host.settings(ticket.guild));
}

/** @throws Refusal when the member may not do this with the ticket now: `not-staff`, `not-yours`. */
export async function needRight(name: RightName, member: Actor, ticket: Ticket): Promise<void> {
  if (!(await may(name, member, ticket))) {
    throw new Refusal((rights[name] as Right).creator === true ? 'not-yours' : 'not-staff');
  }
}

/** What somebody wants to do with a ticket. @throws Refusal `not-staff` when they may not. */
export async function needStaff(member: Actor, ticket: Ticket): Promise<void> {
  if (!(await worksOnTicket(member, ticket))) {
    throw new Refusal('not-staff');
  }
}

/** The ticket whose channel somebody is in. @throws Refusal `no-ticket-here`. */
export async function ticketHere(guild: string, channel: string): Promise<Ticket> {
  const ticket = await plugin.parts.tickets.inChannel(guild, channel);
  if (!ticket) {
    throw new Refusal('no-ticket-here');
  }
  return ticket;
}

/** The ticket that a button is about. @throws Refusal `no-such-ticket`. */
export async function ticketOf(guild: string, id: string): Promise<Ticket> {
  const ticket = await plugin.parts.tickets.find(guild, id);
  if (!ticket) {
    throw new Refusal('no-such-ticket');
  }
  return ticket;
}
