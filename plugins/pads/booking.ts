import { Refusal } from '@guildhall/sdk';
import { minute } from './context.ts';
import type { Session, SessionKind } from './entities/session.ts';
import type { PadSettings } from './settings.ts';

/** A wish for a pad. */
export interface Booking {
  readonly guild: string;
  readonly pad: number;
  readonly kind: SessionKind;
  readonly host: string;
  readonly cohost?: string | undefined;
  /** When it starts, as the host says it. 1 to 255 characters, not only spaces. */
  readonly starts: string;
  /** `starts` as a time, if it could be read. */
  readonly startsAt?: Date | undefined;
  /** Up to 300 characters. */
  readonly note?: string | undefined;
  /** Where it was booked. */
  readonly channel: string;
}

export const startsLimit = 255;
export const noteLimit = 300;

/** A session holds its pad from the booking on; a whole day is enough to look ahead. */
const lookAhead = 24 * 60 * minute;

/** What is wrong with a booking before the pads are even looked at, or undefined. */
export function faultOf(booking: Booking, settings: PadSettings, now: Date): Refusal | undefined {
  const starts = booking.starts.trim();
  if (!Number.isInteger(booking.pad) || booking.pad < 1 || booking.pad > settings.pads) {
    return new Refusal('no-such-pad', { pad: booking.pad, pads: settings.pads });
  }
  if (starts.length === 0 || starts.length > startsLimit) {
    return new Refusal('starts-length', { max: startsLimit });
  }
  if (booking.startsAt && booking.startsAt.getTime() - now.getTime() > lookAhead) {
    return new Refusal('starts-too-late', { at: booking.startsAt });
  }
  if (booking.note && booking.note.length > noteLimit) {
    return new Refusal('note-length', { max: noteLimit });
  }
  if (booking.cohost === booking.host) {
    return new Refusal('cohost-is-host');
  }
  return undefined;
}

/** When the time of a booking runs out: the longest time that the guild allows, counted from the start. */
export function endOf(booking: Booking, settings: PadSettings, now: Date): Date {
  const start = Math.max(now.getTime(), booking.startsAt?.getTime() ?? 0);
  return new Date(start + settings.maxMinutes * minute);
}

/** Whole minutes that a session took, were it over at `end`. One that never began took none. */
export function minutesUntil(session: Session, end: Date): number {
  const start = Math.max(session.bookedAt.getTime(), session.startsAt?.getTime() ?? 0);
  return Math.max(0, Math.round((end.getTime() - start) / minute));
}
