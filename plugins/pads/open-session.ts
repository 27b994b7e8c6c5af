import { compareAndSet, Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Session } from './entities/session.ts';

/** Who acts on a session. */
export interface Mover {
  readonly user: string;
  /** May act on sessions of others. */
  readonly overrides: boolean;
}

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

/** Like {@link openSession}, for somebody who wants to act on it. @throws Refusal when it is not theirs to. */
export async function managed(em: EntityManager, guild: string, id: string, by: Mover): Promise<Session> {
  const session = await openSession(em, guild, id);
  if (session.host !== by.user && session.cohost !== by.user && !by.overrides) {
    throw new Refusal('not-yours', { pad: session.pad, user: session.host });
  }
  return session;
}
