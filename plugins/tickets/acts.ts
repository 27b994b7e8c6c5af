import type { Actor, Refusal, Result } from '@guildhall/sdk';
import type { Ticket } from './entities/ticket.ts';
import plugin from './plugin.ts';
import { needStaff, needStaffOrCreator } from './rights.ts';
import { orRefuse } from './views/refusal.ts';

/** What people do with a ticket, by a button or by a command. */
export const actNames = ['claim', 'unclaim', 'close', 'reopen', 'delete'] as const;
export type ActName = (typeof actNames)[number];

interface Act {
  readonly need: (member: Actor, ticket: Ticket) => Promise<void>;
  readonly run: (ticket: Ticket, by: string, reason?: string) => Promise<Result<Ticket, Refusal>>;
}

const acts: Readonly<Record<ActName, Act>> = {
  claim: { need: needStaff, run: ({ guild, id }, by) => plugin.parts.tickets.claim(guild, id, by) },
  unclaim: { need: needStaff, run: ({ guild, id }, by) => plugin.parts.tickets.unclaim(guild, id, by) },
  close: {
    need: needStaffOrCreator,
    run: ({ guild, id }, by, reason) => plugin.parts.tickets.close(guild, id, by, reason),
  },
  reopen: {
    need: needStaffOrCreator,
    run: ({ guild, id }, by) => plugin.parts.tickets.reopen(guild, id, by),
  },
  delete: { need: needStaff, run: ({ guild, id }, by) => plugin.parts.tickets.delete(guild, id, by) },
};

/** @throws Refusal when the member may not do this with the ticket now. */
export async function needAct(name: ActName, member: Actor, ticket: Ticket): Promise<void> {
  await acts[name].need(member, ticket);
}

/** Does it, if the member may now. @returns the ticket as it is then. @throws Refusal. */
export async function act(name: ActName, member: Actor, ticket: Ticket, reason?: string): Promise<Ticket> {
  await needAct(name, member, ticket);
  return orRefuse(await acts[name].run(ticket, member.id, reason));
}
