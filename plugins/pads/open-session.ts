import { compareAndSet, Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Session } from './entities/session.ts';

/** The open session of that id. @throws Refusal when it is over or never was. */
export async function openSession(em: EntityManager, guild: string, id: string): Promise<Session> {
  const session = await em.findOne(Session, { id, guild });
  if (!session) {
    throw new Refusal('no-such-session');
  }
  if (session.openKey === null) {
    throw new Refusal('session-over', { pad: session.pad });
  }
  return session;
}

/**
 * Like {@link openSession}, and it stays open until the transaction ends: whoever wants to end it waits for us. Else a
 * person could come in a moment after the end, and would never be taken out again.
 */
export async function keepOpen(em: EntityManager, guild: string, id: string): Promise<Session> {
  const session = await openSession(em, guild, id);
  const { openKey } = session;
  if (!(await compareAndSet(em, Session, { id, openKey }, { openKey }))) {
    throw new Refusal('session-over', { pad: session.pad });
  }
  return session;
}
