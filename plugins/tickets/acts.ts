import type { Actor, Refusal, Result } from '@guildhall/sdk';
import type { Ticket } from './entities/ticket.ts';
import plugin from './plugin.ts';
import { needRight } from './rights.ts';
import { orRefuse } from './views/refusal.ts';

/** What people do with a ticket, by a button or by a command of the same name. */
export const actNames = ['claim', 'unclaim', 'close', 'reopen', 'archive', 'delete'] as const;
export type ActName = (typeof actNames)[number];

type Act = (ticket: Ticket, by: string, reason?: string) => Promise<Result<Ticket, Refusal>>;

const acts: Readonly<Record<ActName, Act>> = {
  claim: ({ guild, id }, by) => plugin.parts.tickets.claim(guild, id, by),
  unclaim: ({ guild, id }, by) => plugin.parts.tickets.unclaim(guild, id, by),
  close: ({ guild, id }, by, reason) => plugin.parts.tickets.close(guild, id, by, reason),
  reopen: ({ guild, id }, by) => plugin.parts.tickets.reopen(guild, id, by),
  archive: ({ guild, id }, by) => plugin.parts.work.archive(guild, id, by),
  delete: ({ guild, id }, by) => plugin.parts.tickets.delete(guild, id, by),
};

/** Does it, if the member may now. @returns the ticket as it is then. @throws Refusal. */
export async function act(name: ActName, member: Actor, ticket: Ticket, reason?: string): Promise<Ticket> {
  await needRight(name, member, ticket);
  return orRefuse(await acts[name](ticket, member.id, reason));
}
