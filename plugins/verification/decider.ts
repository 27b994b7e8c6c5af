import type { Actor } from '@guildhall/sdk';
import plugin from './plugin.ts';
import type { Decider } from './transfers.ts';

/** A member as someone who decides about a transfer. */
export async function deciderOf(member: Actor): Promise<Decider> {
  return { user: member.id, overrides: await plugin.host.may(member, 'transfer') };
}
