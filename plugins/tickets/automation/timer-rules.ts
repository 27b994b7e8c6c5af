import type { Activity } from '../entities/activity.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import type { Timer } from '../entities/timer.ts';
import type { Calendar } from './calendar.ts';

/** What can happen in a ticket by itself. Of those that are due at once, the one that stands first here comes first. */
export const timerKinds = [
  'outside',
  'returned',
  'left',
  'left-close',
  'ping',
  'escalate',
  'warn',
  'remind',
  'close',
] as const;
export type TimerKind = (typeof timerKinds)[number];

/** What a timer is to be. */
export type WantedTimer = Pick<Timer, 'kind' | 'since' | 'dueAt'>;

/** All that decides which timers a ticket has. */
export interface TimerFacts {
  readonly ticket: Pick<Ticket, 'state' | 'openedAt' | 'firstAnswerAt' | 'pinnedAt'>;
  readonly type: TimerRules;
  readonly activity: Pick<Activity, 'since' | 'guestAt' | 'staffAt' | 'askedAt' | 'leftAt' | 'returnedAt'>;
  readonly calendar: Calendar;
  /** The timers as they are. */
  readonly timers: readonly Pick<Timer, 'kind' | 'since' | 'dueAt' | 'doneAt'>[];
}

/** What a type decides about timers. */
export type TimerRules = Pick<
  TicketType,
  | 'remindAfter'
  | 'closeAfter'
  | 'warnBefore'
  | 'onLeave'
  | 'leaveGrace'
  | 'pingAfter'
  | 'pingLater'
  | 'escalateAfter'
  | 'escalateRoles'
  | 'outside'
  | 'timersPause'
>;

const minute = 60_000;

/** Whether anything can happen by itself in tickets of a type. */
export function hasTimers({
  remindAfter,
  closeAfter,
  onLeave,
  pingAfter,
  escalateAfter,
  outside,
}: TimerRules): boolean {
  const lengths = [remindAfter, closeAfter, pingAfter, escalateAfter];
  return onLeave !== 'nothing' || outside === 'warn' || lengths.some((length) => length > 0);
}

/** The timers that a ticket is to have. A time that never comes is left out. */
export function wantedTimers(facts: TimerFacts): WantedTimer[] {
  return facts.ticket.state === 'open'
    ? [...outside(facts), ...leaving(facts), ...unanswered(facts), ...inactive(facts)]
    : [];
}

/** It was opened while nobody was there. */
function outside({ ticket, type, calendar }: TimerFacts): WantedTimer[] {
  const { openedAt } = ticket;
  return type.outside === 'warn' && calendar.limited && !calendar.isOpen(openedAt)
    ? [{ kind: 'outside', since: openedAt, dueAt: openedAt }]
    : [];
}

/**
 * Its creator left the server, or came back. The grace time goes by at night too. Whoever opens a ticket again after its
 * creator left wants it open: they are told, and it is not closed for that.
 */
function leaving({ type, activity, timers }: TimerFacts): WantedTimer[] {
  const { leftAt, returnedAt } = activity;
  if (!leftAt) {
    return returnedAt && wasToldLeft(returnedAt, timers)
      ? [{ kind: 'returned', since: returnedAt, dueAt: returnedAt }]
      : [];
  }
  if (type.onLeave === 'nothing') {
    return [];
  }
  const openBefore = leftAt >= activity.since;
  const since = openBefore ? leftAt : activity.since;
  const said: WantedTimer = { kind: 'left', since, dueAt: since };
  const end = new Date(startOf(said, timers).getTime() + type.leaveGrace * minute);
  return type.onLeave === 'close' && openBefore ? [said, { kind: 'left-close', since, dueAt: end }] : [said];
}

/**
 * Whether staff were told that the creator left, and not yet that they came back another time. Only the timers say so:
 * somebody may come back between the message that they left and the note that it was sent.
 */
function wasToldLeft(returnedAt: Date, timers: TimerFacts['timers']): boolean {
  const left = timers.find(({ kind, doneAt }) => kind === 'left' && doneAt);
  const back = timers.find(({ kind, doneAt }) => kind === 'returned' && doneAt);
  return left !== undefined && !(back && back.since >= left.since && back.since < returnedAt);
}

/** Nobody of staff has answered: the first question, or any, as the type says. */
function unanswered(facts: TimerFacts): WantedTimer[] {
  const { ticket, type, activity } = facts;
  const { askedAt } = activity;
  if (!askedAt || type.pingAfter === 0 || (ticket.firstAnswerAt && !type.pingLater)) {
    return [];
  }
  const { pingAfter, escalateAfter, escalateRoles } = type;
  const escalates = escalateAfter > 0 && escalateRoles.length > 0;
  return [
    ...timer('ping', askedAt, after(facts, askedAt, pingAfter)),
    ...(escalates ? timer('escalate', askedAt, after(facts, askedAt, pingAfter + escalateAfter)) : []),
  ];
}

/**
 * Staff wrote last, and its creator does not answer. A ticket that is closed for that was warned before: when the
 * warning came late, because the bot was away or the type had another time before, the end comes later too.
 */
function inactive(facts: TimerFacts): WantedTimer[] {
  const { ticket, type, activity, timers } = facts;
  const { staffAt, guestAt } = activity;
  if (!staffAt || ticket.pinnedAt || (guestAt && guestAt >= staffAt)) {
    return [];
  }
  const { remindAfter, closeAfter } = type;
  const warnBefore = warningOf(type);
  const warnAfter = closeAfter - warnBefore;
  const [warn] = closeAfter > 0 ? timer('warn', staffAt, after(facts, staffAt, warnAfter)) : [];
  // Whoever was warned needs no reminder any more.
  const reminds = remindAfter > 0 && (!warn || (remindAfter < warnAfter && !doneAt(warn, timers)));
  const remind = reminds ? timer('remind', staffAt, after(facts, staffAt, remindAfter)) : [];
  if (!warn) {
    return remind;
  }
  const close =
    startOf(warn, timers) > warn.dueAt
      ? after(facts, startOf(warn, timers), warnBefore)
      : after(facts, staffAt, closeAfter);
  return [...remind, warn, ...timer('close', staffAt, close)];
}

/** How long before the end its creator is warned: as the type says, a quarter of the whole time at most; in minutes. */
const warningOf = ({ closeAfter, warnBefore }: TimerRules): number =>
  Math.max(1, Math.min(warnBefore, Math.floor(closeAfter / 4)));

const timer = (kind: TimerKind, since: Date, dueAt: Date | undefined): WantedTimer[] =>
  dueAt ? [{ kind, since, dueAt }] : [];

/** `minutes` after a moment; where the type says so, only those count in which somebody is there. */
function after({ type, calendar }: TimerFacts, from: Date, minutes: number): Date | undefined {
  return type.timersPause && calendar.limited
    ? calendar.after(from, minutes)
    : new Date(from.getTime() + minutes * minute);
}

/**
 * Whether what was said counts for what is to be said. Whoever was warned before the time for it was warned of an earlier
 * end, because the type had another time then: they are warned anew.
 */
export const counts = (saidAt: Date, { kind, dueAt }: WantedTimer): boolean =>
  kind !== 'warn' || saidAt >= dueAt;

/** When something was said; undefined: it was not yet. */
function doneAt(wanted: WantedTimer, timers: TimerFacts['timers']): Date | undefined {
  const same = ({ kind, since }: Pick<Timer, 'kind' | 'since'>) =>
    kind === wanted.kind && since.getTime() === wanted.since.getTime();
  const saidAt = timers.find(same)?.doneAt;
  return saidAt && counts(saidAt, wanted) ? saidAt : undefined;
}

/** When a time after something begins: when it was to be said, or, where that was much later, when it was. */
function startOf(wanted: WantedTimer, timers: TimerFacts['timers']): Date {
  const said = doneAt(wanted, timers);
  return said && said.getTime() - wanted.dueAt.getTime() > minute ? said : wanted.dueAt;
}
