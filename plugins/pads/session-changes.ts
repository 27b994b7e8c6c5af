import type { EntityManager } from '@mikro-orm/core';
import type { BoardMessages } from './board-messages.ts';
import type { Context } from './context.ts';
import { Session } from './entities/session.ts';

/** What a change was: who made it, which one, and from what to what. */
export interface Change {
  readonly by: string;
  readonly action: 'book' | 'extend' | 'transfer' | 'end';
  readonly from?: unknown;
  readonly to?: unknown;
  readonly reason?: string | undefined;
}

/** What each change of a session brings along, in its transaction: its entry in the audit log, and all that shows it. */
export class SessionChanges {
  readonly #context: Context;
  readonly #messages: BoardMessages;

  constructor(context: Context, messages: BoardMessages) {
    this.#context = context;
    this.#messages = messages;
  }

  /** Call it after the change. @returns the session as it is now. */
  async made(em: EntityManager, { id, guild, pad }: Session, change: Change): Promise<Session> {
    const { by, action, from, to, reason } = change;
    const facts = { from, to, ...(reason && { reason }) };
    await this.#context.audit.write(em, { guild, actor: by, action, target: `${pad} (${id})`, ...facts });
    const session = await em.findOneOrFail(Session, { id }, { refresh: true });
    await this.#messages.sessionChanged(em, session);
    return session;
  }
}
