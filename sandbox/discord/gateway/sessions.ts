import { setPresence } from '../state/presence.ts';
import type { Application } from '../state/types.ts';
import type { World } from '../state/world.ts';
import type { Session } from './session.ts';

/** How long a lost session can be resumed, in milliseconds of the world's clock. */
const RESUME_WINDOW = 5 * 60 * 1000;

/** The sessions of all applications, those that wait to be resumed too. */
export class Sessions {
  readonly #world: World;
  readonly #byId = new Map<string, Session>();
  readonly #byApplication = new Map<Application, Set<Session>>();

  constructor(world: World) {
    this.#world = world;
  }

  add(session: Session): void {
    this.#byId.set(session.id, session);
    const ofApplication = this.#byApplication.get(session.application) ?? new Set();
    this.#byApplication.set(session.application, ofApplication.add(session));
  }

  /** Ends a session for good. A bot without any session is offline. */
  remove(session: Session): void {
    const { application } = session;
    this.#byId.delete(session.id);
    session.link?.release();
    session.link = undefined;
    const others = this.#byApplication.get(application);
    others?.delete(session);
    if (others?.size !== 0) return;
    this.#byApplication.delete(application);
    setPresence(this.#world, application.bot, { status: 'offline', activities: [] });
  }

  has(session: Session): boolean {
    return this.#byId.has(session.id);
  }

  /** The session of that id, unless it has waited too long. */
  get(id: string): Session | undefined {
    const session = this.#byId.get(id);
    return session && !this.#isTooLate(session) ? session : undefined;
  }

  /** The sessions of an application, or of all of them. */
  of(application: Application | undefined): Iterable<Session> {
    return application ? (this.#byApplication.get(application) ?? []) : this.#byId.values();
  }

  /** Ends the sessions that nobody resumed. */
  removeLost(): void {
    for (const session of [...this.#byId.values()]) if (this.#isTooLate(session)) this.remove(session);
  }

  #isTooLate({ lostAt }: Session): boolean {
    return lostAt !== undefined && this.#world.clock.now() - lostAt > RESUME_WINDOW;
  }
}
