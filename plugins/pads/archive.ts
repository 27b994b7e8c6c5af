import { type Cell, csvOf, type Page, pageOf } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Attendance } from './attendance.ts';
import type { Context } from './context.ts';
import { Session } from './entities/session.ts';

/** Which sessions to look at; all, when nothing is given. */
export interface HistoryFilter {
  readonly pad?: number | undefined;
  readonly host?: string | undefined;
}

export const historyPageSize = 10;

/** An export holds at most this many sessions, the newest. About 5 MB, which Discord takes in every guild. */
export const exportLimit = 20_000;

const step = 500;

/** The columns of an export, in order. */
const columns: Readonly<Record<string, (session: Session, people: readonly string[]) => Cell>> = {
  id: ({ id }) => id,
  pad: ({ pad }) => pad,
  kind: ({ kind }) => kind,
  host: ({ host }) => host,
  cohost: ({ cohost }) => cohost,
  starts: ({ starts }) => starts,
  starts_at: ({ startsAt }) => startsAt,
  note: ({ note }) => note,
  booked_at: ({ bookedAt }) => bookedAt,
  planned_end: ({ endsAt }) => endsAt,
  ended_at: ({ endedAt }) => endedAt,
  ended_by: ({ endedBy }) => endedBy,
  end_reason: ({ endReason }) => endReason,
  minutes: ({ minutes }) => minutes,
  attendees: (_, people) => people.length,
  attendee_ids: (_, people) => people.join(' '),
};

/** The sessions of the past. */
export class Archive {
  readonly #context: Context;
  readonly #attendance: Attendance;

  constructor(context: Context, attendance: Attendance) {
    this.#context = context;
    this.#attendance = attendance;
  }

  /** One page of the history, the newest first. @param page from 0. */
  async history(guild: string, filter: HistoryFilter, page: number): Promise<Page<Session>> {
    const where: FilterQuery<Session> = {
      guild,
      ...(filter.pad && { pad: filter.pad }),
      ...(filter.host && { host: filter.host }),
    };
    return pageOf(this.#context.database.read(), Session, where, {
      page,
      size: historyPageSize,
      orderBy: { bookedAt: 'desc', id: 'desc' },
    });
  }

  /** All sessions since a time as a CSV table, the newest first. @returns the text and how many sessions it holds. */
  async csv(guild: string, since: Date): Promise<{ text: string; sessions: number }> {
    const rows: Cell[][] = [];
    for (let offset = 0; offset < exportLimit; offset += step) {
      const sessions = await this.#context.database
        .read()
        .find(
          Session,
          { guild, bookedAt: { $gte: since } },
          { orderBy: { bookedAt: 'desc', id: 'desc' }, limit: step, offset },
        );
      const people = await this.#attendance.everybody(sessions.map(({ id }) => id));
      for (const session of sessions) {
        const present = people.get(session.id) ?? [];
        rows.push(Object.values(columns).map((column) => column(session, present)));
      }
      if (sessions.length < step) {
        break;
      }
    }
    return { text: csvOf([Object.keys(columns), ...rows]), sessions: rows.length };
  }
}
