import { blockOf, Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Block } from './entities/block.ts';
import { Ticket } from './entities/ticket.ts';
import type { TicketType } from './entities/ticket-type.ts';
import { activeStates } from './ticket-states.ts';

const minute = 60_000;

/** Who wants to open a ticket. */
export interface Asker {
  readonly guild: string;
  readonly creator: string;
  /** Ids of the roles that they have; undefined: nobody looked, so roles are not checked. */
  readonly roles?: readonly string[] | undefined;
  /** Whether they work on tickets of the type: they need not wait between two. */
  readonly staff?: boolean | undefined;
}

/** What decides beside the type. */
export interface LimitFacts {
  readonly now: Date;
  /** How many active tickets one member may have in the guild; 0: any number. */
  readonly perMember: number;
}

/**
 * Whether somebody may open a ticket of a type now. Called in the transaction that opens it, after the ticket's number
 * was chosen, what it says is true then: of two who open tickets in one guild at the same moment, one begins anew because
 * of the number.
 * @throws Refusal `blocked…`, `roles-needed-any`, `roles-needed-all`, `roles-refused`, `cooldown`, `too-many-open`,
 * `type-full`.
 */
export async function needRoomFor(
  em: EntityManager,
  type: TicketType,
  asker: Asker,
  { now, perMember }: LimitFacts,
): Promise<void> {
  await needUnblocked(em, asker, now);
  needRoles(type, asker);
  const { guild, creator } = asker;
  if (type.cooldown > 0 && !asker.staff) {
    await needPause(em, type, creator, now);
  }
  if (perMember > 0) {
    const open = await em.find(
      Ticket,
      { guild, creator, state: { $in: active } },
      { limit: perMember, orderBy: { number: 'asc' } },
    );
    if (open.length >= perMember) {
      throw new Refusal('too-many-open', { count: perMember, channel: open[0]!.channel });
    }
  }
  if (type.perType > 0 && (await activeOf(em, type)) >= type.perType) {
    throw new Refusal('type-full', { count: type.perType, name: type.name });
  }
}

/** How many tickets of a type are active. */
export const activeOf = (em: EntityManager, { id }: TicketType): Promise<number> =>
  em.count(Ticket, { type: id, state: { $in: active } });

/** @throws Refusal `too-many-tickets` when all slots of a person are taken. */
export async function freeSlot(em: EntityManager, type: TicketType, creator: string): Promise<string> {
  const taken = await em.find(
    Ticket,
    { guild: type.guild, creator, type: type.id, slotKey: { $ne: null } },
    { fields: ['slotKey', 'channel', 'number'], orderBy: { number: 'asc' } },
  );
  const slots = Array.from({ length: type.perPerson }, (_, slot) => `${type.id}:${creator}:${slot}`);
  const free = slots.find((slot) => !taken.some(({ slotKey }) => slotKey === slot));
  // There may be more than are allowed now: of a time when more were.
  if (!free || taken.length >= type.perPerson) {
    const [{ channel, number }] = taken as [Ticket];
    throw new Refusal('too-many-tickets', { count: type.perPerson, channel, number });
  }
  return free;
}

const active = [...activeStates];

async function needUnblocked(
  em: EntityManager,
  { guild, creator, roles = [] }: Asker,
  now: Date,
): Promise<void> {
  const block = await blockOf(em, Block, { guild, user: creator, roles }, now);
  if (block) {
    const { until = null, reason = null } = block;
    const code = ['blocked', until && 'until', reason && 'reason'].filter(Boolean).join('-');
    throw new Refusal(code, { at: until, reason });
  }
}

function needRoles({ requiredRoles, requiredMode, refusedRoles }: TicketType, { roles }: Asker): void {
  if (!roles) {
    return;
  }
  const refused = refusedRoles.filter((role) => roles.includes(role));
  if (refused.length > 0) {
    throw new Refusal('roles-refused', { roles: refused });
  }
  const missing = requiredRoles.filter((role) => !roles.includes(role));
  if (
    requiredMode === 'all'
      ? missing.length > 0
      : requiredRoles.length > 0 && missing.length === requiredRoles.length
  ) {
    throw new Refusal(`roles-needed-${requiredMode}`, { roles: missing });
  }
}

async function needPause(em: EntityManager, type: TicketType, creator: string, now: Date): Promise<void> {
  const [last] = await em.find(
    Ticket,
    { guild: type.guild, creator, type: type.id, state: { $ne: 'failed' } },
    { orderBy: { openedAt: 'desc' }, limit: 1 },
  );
  const at = new Date((last?.openedAt.getTime() ?? 0) + type.cooldown * minute);
  if (at > now) {
    throw new Refusal('cooldown', { at, name: type.name });
  }
}
