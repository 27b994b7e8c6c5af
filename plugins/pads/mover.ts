import type { Actor } from '@guildhall/sdk';
import type { Mover } from './open-session.ts';
import pads from './plugin.ts';

/** A member as someone who acts on sessions. */
export async function moverOf(member: Actor): Promise<Mover> {
  return { user: member.id, overrides: await pads.host.may(member, 'end.any') };
}
