import type { BoardMessages } from './board-messages.ts';
import { type Context, minute } from './context.ts';
import { Session } from './entities/session.ts';

/** Milliseconds before the end at which the host is warned. */
export const warningTime = 10 * minute;

/** What people have been shown of a session: its message, and the warnings of its end. */
export class SessionMarks {
  readonly #context: Context;
  readonly #messages: BoardMessages;

  constructor(context: Context, messages: BoardMessages) {
    this.#context = context;
    this.#messages = messages;
  }

  /** The session, if its end is near and its host was not yet warned of the end that it has now. */
  async unwarned(guild: string, id: string): Promise<Session | undefined> {
    const session = await this.#context.database
      .read()
      .findOne(Session, { id, guild, openKey: { $ne: null } });
    // A job that was already under way when the session got more time comes too early.
    const near = session && session.endsAt.getTime() - this.#context.clock.now().getTime() <= warningTime;
    return near && session.warnings <= session.extensions ? session : undefined;
  }

  async warned({ id, extensions }: Session): Promise<void> {
    await this.#context.database.transaction((em) =>
      em.nativeUpdate(Session, { id }, { warnings: extensions + 1 }),
    );
  }

  /** Remembers the message that shows a session. */
  async shownAs(id: string, message: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeUpdate(Session, { id }, { message });
      const session = await em.findOne(Session, { id });
      // It ended before the message that shows it was known.
      if (session?.openKey === null) {
        await this.#messages.sessionChanged(em, session);
      }
    });
  }
}
