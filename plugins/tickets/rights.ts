import { type Actor, Refusal } from '@guildhall/sdk';
import type { Ticket } from './entities/ticket.ts';
import type { TicketType } from './entities/ticket-type.ts';
import plugin from './plugin.ts';
import type { TicketSettings } from './settings.ts';

/** Whom a deed is open to. */
interface Right {
  /** The ability that the gate asks for; then nothing about one ticket matters. */
  readonly ability?: 'open' | 'types' | 'purge';
  /** Whoever opened the ticket may too: always, or where this setting says so. */
  readonly creator?: true | keyof TicketSettings;
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
  delete: {},
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
}

/** Whether somebody may, as far as the ticket is concerned. */
export function allows(name: RightName, { staff, creator }: Standing, settings: TicketSettings): boolean {
  const { ability, creator: when, all }: Right = rights[name];
  return Boolean(ability || all || staff || (creator && when && (when === true || settings[when])));
}

/** Whether a member has one of the roles that work on a type. */
export const hasStaffRole = (
  member: Pick<Actor, 'roles'>,
  type: Pick<TicketType, 'staffRoles'> | undefined,
) => type?.staffRoles.some((role) => member.roles.cache.has(role)) ?? false;

/** Whether a member works on tickets of a type: one of its roles, or whoever works on all of them. */
export async function worksOn(member: Actor, type: TicketType | undefined): Promise<boolean> {
  return hasStaffRole(member, type) || plugin.host.may(member, 'staff');
}

/** What a member is to a ticket. */
export async function standingOf(member: Actor, ticket: Ticket): Promise<Standing> {
  const type = await plugin.parts.types.find(ticket.guild, ticket.type);
  return { staff: await worksOn(member, type), creator: member.id === ticket.creator };
}

/** @throws Refusal when the member may not do this with the ticket now: `not-staff`, `not-yours`. */
export async function needRight(name: RightName, member: Actor, ticket: Ticket): Promise<void> {
  const settings = await plugin.host.settings(ticket.guild);
  if (!allows(name, await standingOf(member, ticket), settings)) {
    throw new Refusal((rights[name] as Right).creator === true ? 'not-yours' : 'not-staff');
  }
}

/** What somebody wants to do with a ticket. @throws Refusal `not-staff` when they may not. */
export async function needStaff(member: Actor, ticket: Ticket): Promise<void> {
  if (!(await worksOn(member, await plugin.parts.types.find(ticket.guild, ticket.type)))) {
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
