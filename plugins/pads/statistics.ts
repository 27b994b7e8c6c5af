import type { Context } from './context.ts';
import { Session } from './entities/session.ts';

/** What one host has done. */
export interface HostTotal {
  readonly host: string;
  readonly sessions: number;
  readonly trainings: number;
  readonly tryouts: number;
  readonly minutes: number;
  /** People who took part, counted once a session. */
  readonly attendees: number;
}

const step = 1000;

/** Adds up what hosts did. Counted from the sessions each time, so it can never be out of step with them. */
export class Statistics {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The hosts of ended sessions booked since a time; who hosted most comes first. */
  async hosts(guild: string, since: Date): Promise<HostTotal[]> {
    const totals = new Map<string, HostTotal>();
    for (let offset = 0; ; offset += step) {
      const sessions = await this.#context.database.read().find(
        Session,
        { guild, bookedAt: { $gte: since }, endedAt: { $ne: null } },
        {
          fields: ['host', 'kind', 'minutes', 'attendees'],
          orderBy: { bookedAt: 'desc', id: 'desc' },
          limit: step,
          offset,
        },
      );
      for (const session of sessions) {
        totals.set(session.host, added(totals.get(session.host) ?? nothing(session.host), session));
      }
      if (sessions.length < step) {
        return [...totals.values()].sort(
          (a, b) => b.sessions - a.sessions || b.minutes - a.minutes || a.host.localeCompare(b.host),
        );
      }
    }
  }
}

/** The total of somebody who has hosted nothing. */
export const nothing = (host: string): HostTotal => ({
  host,
  sessions: 0,
  trainings: 0,
  tryouts: 0,
  minutes: 0,
  attendees: 0,
});

function added(total: HostTotal, session: Pick<Session, 'kind' | 'minutes' | 'attendees'>): HostTotal {
  return {
    host: total.host,
    sessions: total.sessions + 1,
    trainings: total.trainings + (session.kind === 'training' ? 1 : 0),
    tryouts: total.tryouts + (session.kind === 'tryout' ? 1 : 0),
    minutes: total.minutes + (session.minutes ?? 0),
    attendees: total.attendees + (session.attendees ?? 0),
  };
}
