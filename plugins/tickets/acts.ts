import type { Actor, Refusal, Result } from '@guildhall/sdk';
import type { Ticket } from './entities/ticket.ts';
import plugin from './plugin.ts';
import { needRight, standingOf } from './rights.ts';
import type { Reopened } from './ticket/tickets.ts';
import { orRefuse } from './views/refusal.ts';

/** What people do with a ticket, by a button or by a command of the same name. */
export const actNames = ['claim', 'unclaim', 'close', 'reopen', 'archive', 'delete'] as const;
export type ActName = (typeof actNames)[number];

type Act = (ticket: Ticket, by: string, more: ActFacts) => Promise<Result<Reopened, Refusal>>;

/** What some acts need to know beside who does them. */
interface ActFacts {
  readonly reason: string | undefined;
  readonly asker: { readonly roles: readonly string[]; readonly staff: boolean };
}

const acts: Readonly<Record<ActName, Act>> = {
  claim: ({ guild, id }, by) => plugin.parts.tickets.claim(guild, id, by),
  unclaim: ({ guild, id }, by) => plugin.parts.tickets.unclaim(guild, id, by),
  close: ({ guild, id }, by, { reason }) => plugin.parts.tickets.close(guild, id, by, reason),
  reopen: ({ guild, id }, by, { asker }) => plugin.parts.tickets.reopen(guild, id, by, asker),
  archive: ({ guild, id }, by) => plugin.parts.work.archive(guild, id, by),
  delete: ({ guild, id }, by) => plugin.parts.tickets.delete(guild, id, by),
};

/** Does it, if the member may now. @returns the ticket as it is then, with the limit that was passed. @throws Refusal. */
export async function act(name: ActName, member: Actor, ticket: Ticket, reason?: string): Promise<Reopened> {
  await needRight(name, member, ticket);
  const { staff } = await standingOf(member, ticket);
  const asker = { roles: [...member.roles.cache.keys()], staff };
  return orRefuse(await acts[name](ticket, member.id, { reason, asker }));
}
