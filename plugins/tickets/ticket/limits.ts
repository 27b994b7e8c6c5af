import { blockOf, Refusal, refusalOfBlock } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Block } from '../entities/block.ts';
import { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import type { TicketSettings } from '../settings.ts';
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

/** What decides beside the type: how many tickets may be active. 0: any number. */
export interface LimitFacts extends Pick<TicketSettings, 'perMember' | 'perGuild'> {
  readonly now: Date;
}

/**
 * Whether somebody may open a ticket of a type now. Called in the transaction that opens it, after the ticket's number
 * was chosen, what it says is true then: of two who open tickets in one guild at the same moment, one begins anew because
 * of the number.
 * @throws Refusal `cooldown`, and as {@link needRoomAgain}.
 */
export async function needRoomFor(
  em: EntityManager,
  type: TicketType,
  asker: Asker,
  facts: LimitFacts,
): Promise<void> {
  await needWelcome(em, type, asker, facts.now);
  if (type.cooldown > 0 && !asker.staff) {
    await needPause(em, type, asker.creator, facts.now);
  }
  await needPlace(em, type, asker, facts);
}

/**
 * Whether a ticket may be opened again: as a new one, and without a pause. Called in the transaction that opens it, while
 * nobody else opens one in the guild.
 * @throws Refusal `blocked…`, `roles-needed-any`, `roles-needed-all`, `roles-refused`, `too-many-tickets`,
 * `too-many-open`, `type-full`, `server-full`.
 */
export async function needRoomAgain(
  em: EntityManager,
  type: TicketType,
  asker: Asker,
  facts: LimitFacts,
): Promise<void> {
  await needWelcome(em, type, asker, facts.now);
  await freeSlot(em, type, asker.creator);
  await needPlace(em, type, asker, facts);
}

async function needWelcome(em: EntityManager, type: TicketType, asker: Asker, now: Date): Promise<void> {
  await needUnblocked(em, asker, now);
  needRoles(type, asker);
}

async function needPlace(
  em: EntityManager,
  type: TicketType,
  { guild, creator }: Asker,
  { perMember, perGuild }: LimitFacts,
): Promise<void> {
  if (perMember > 0) {
    const open = await em.find(
      Ticket,
      { guild, creator, state: { $in: active } },
      { limit: perMember, orderBy: { number: 'asc' } },
    );
    if (open.length >= perMember) {
      const [{ channel, number }] = open as [Ticket];
      throw new Refusal('too-many-open', { count: perMember, channel, number });
    }
  }
  if (type.perType > 0 && (await activeOf(em, type)) >= type.perType) {
    throw new Refusal('type-full', { count: type.perType, name: type.name });
  }
  if (perGuild > 0 && (await em.count(Ticket, { guild, state: { $in: active } })) >= perGuild) {
    throw new Refusal('server-full', { count: perGuild });
  }
}

/** How many tickets of a type are active. */
export const activeOf = (em: EntityManager, { id }: TicketType): Promise<number> =>
  em.count(Ticket, { type: id, state: { $in: active } });

/** @throws Refusal `too-many-tickets` when a person has as many tickets of a type as they may have. */
export async function freeSlot(em: EntityManager, type: TicketType, creator: string): Promise<string> {
  const taken = await takenSlots(em, type, creator);
  // There may be more than are allowed now: of a time when more were, or because staff opened one again.
  if (taken.length >= type.perPerson) {
    const [{ channel, number }] = taken as [Ticket];
    throw new Refusal('too-many-tickets', { count: type.perPerson, channel, number });
  }
  return slotBeside(taken, type, creator);
}

/** As {@link freeSlot}, however many tickets a person has. */
export const anySlot = async (em: EntityManager, type: TicketType, creator: string): Promise<string> =>
  slotBeside(await takenSlots(em, type, creator), type, creator);

const takenSlots = (em: EntityManager, { guild, id: type }: TicketType, creator: string) =>
  em.find(
    Ticket,
    { guild, creator, type, slotKey: { $ne: null } },
    { fields: ['slotKey', 'channel', 'number'], orderBy: { number: 'asc' }, disableIdentityMap: true },
  );

function slotBeside(taken: readonly Pick<Ticket, 'slotKey'>[], { id }: TicketType, creator: string): string {
  const keys = new Set(taken.map(({ slotKey }) => slotKey));
  for (let slot = 0; ; slot += 1) {
    const key = `${id}:${creator}:${slot}`;
    if (!keys.has(key)) {
      return key;
    }
  }
}

const active = [...activeStates];

async function needUnblocked(
  em: EntityManager,
  { guild, creator, roles = [] }: Asker,
  now: Date,
): Promise<void> {
  const block = await blockOf(em, Block, { guild, user: creator, roles }, now);
  if (block) {
    throw refusalOfBlock(block);
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
