import { PermissionFlagsBits } from 'discord.js';
import type { Participant } from '../entities/participant.ts';
import type { Ticket } from '../entities/ticket.ts';
import { isClosed } from '../ticket/ticket-states.ts';

/** What a role or a member may and may not do in a channel, as Discord keeps it. */
export interface Overwrite {
  readonly id: string;
  /** 0: a role, 1: a member. https://docs.discord.com/developers/resources/channel#overwrite-object */
  readonly type: 0 | 1;
  /** Bits, in decimal. */
  readonly allow: string;
  readonly deny: string;
}

/** Who is to be in the channel of a ticket. */
export interface Room {
  readonly ticket: Pick<Ticket, 'guild' | 'creator' | 'state' | 'claimedBy'>;
  /** Those of its type, and those that were called to it. */
  readonly staffRoles: readonly string[];
  readonly participants: readonly Pick<Participant, 'subject' | 'kind'>[];
  /** The bot itself. */
  readonly bot: string;
  /** Whether staff who did not claim it may write in a claimed ticket. */
  readonly othersWrite: boolean;
}

const see = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
const write =
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AddReactions;
const run = PermissionFlagsBits.ManageChannels;

/** All that overwrites of tickets give or take. Whoever sets them must have it. */
export const ticketBits = see | write | run;

/**
 * All overwrites of a ticket's channel. They follow from who takes part, every time: nothing is added to what is there,
 * so nobody is lost by a claim, a move or a reopen. Sorted, so that two lists can be compared.
 */
export function overwritesOf({ ticket, staffRoles, participants, bot, othersWrite }: Room): Overwrite[] {
  const { guild, creator, state, claimedBy } = ticket;
  const archived = state === 'archived';
  const guest = isClosed(state) ? { allow: see, deny: write } : { allow: see | write, deny: 0n };
  const helper =
    archived || (claimedBy && !othersWrite) ? { allow: see, deny: write } : { allow: see | write, deny: 0n };
  const wanted = new Map<string, { type: 0 | 1; allow: bigint; deny: bigint }>();
  // Whoever comes later in this list has the last word about the same person or role.
  wanted.set(guild, { type: 0, allow: 0n, deny: see | write });
  // What is archived is for staff alone, to be read.
  if (!archived) {
    for (const { subject, kind } of participants) {
      wanted.set(subject, { type: kind === 'role' ? 0 : 1, ...guest });
    }
    wanted.set(creator, { type: 1, ...guest });
  }
  for (const role of staffRoles) {
    wanted.set(role, { type: 0, ...helper });
  }
  if (claimedBy) {
    wanted.set(claimedBy, { type: 1, ...(archived ? helper : { allow: see | write, deny: 0n }) });
  }
  wanted.set(bot, { type: 1, allow: see | write | run, deny: 0n });
  return (
    [...wanted]
      // Whoever asked to be forgotten is no user any more.
      .filter(([id]) => /^\d+$/.test(id))
      .map(([id, { type, allow, deny }]) => ({ id, type, allow: String(allow), deny: String(deny) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  );
}

/** Whether a channel has these overwrites and no others. */
export function sameOverwrites(wanted: readonly Overwrite[], there: readonly Overwrite[]): boolean {
  const text = (list: readonly Overwrite[]) =>
    list
      .map(({ id, type, allow, deny }) => `${id}/${type}/${allow}/${deny}`)
      .sort()
      .join(' ');
  return text(wanted) === text(there);
}

/** The bits that change when overwrites are set where others are. */
export function changedBits(there: readonly Overwrite[], wanted: readonly Overwrite[]): bigint {
  const ids = new Set([...there, ...wanted].map(({ id }) => id));
  let bits = 0n;
  for (const id of ids) {
    const [before, after] = [there, wanted].map((all) => all.find((one) => one.id === id));
    bits |= BigInt(before?.allow ?? 0) ^ BigInt(after?.allow ?? 0);
    bits |= BigInt(before?.deny ?? 0) ^ BigInt(after?.deny ?? 0);
  }
  return bits;
}
