import type { Calendar } from './calendar.ts';
import type { Activity } from './entities/activity.ts';
import type { Ticket } from './entities/ticket.ts';
import type { TicketType } from './entities/ticket-type.ts';
import type { Timer } from './entities/timer.ts';

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
  readonly activity: Pick<Activity, 'guestAt' | 'staffAt' | 'askedAt' | 'leftAt' | 'returnedAt'>;
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

/** Its creator left the server, or came back. The grace time goes by at night too. */
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
  const said: WantedTimer = { kind: 'left', since: leftAt, dueAt: leftAt };
  const end = new Date(startOf(said, timers).getTime() + type.leaveGrace * minute);
  return type.onLeave === 'close' ? [said, { kind: 'left-close', since: leftAt, dueAt: end }] : [said];
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
 * warning came late, because the bot was away, the end comes later too.
 */
function inactive(facts: TimerFacts): WantedTimer[] {
  const { ticket, type, activity, timers } = facts;
  const { staffAt, guestAt } = activity;
  if (!staffAt || ticket.pinnedAt || (guestAt && guestAt >= staffAt)) {
    return [];
  }
  const { remindAfter, closeAfter } = type;
  const warnBefore = Math.min(type.warnBefore, Math.floor(closeAfter / 2));
  const warnAfter = closeAfter > 0 && warnBefore > 0 ? closeAfter - warnBefore : 0;
  const [warn] = warnAfter > 0 ? timer('warn', staffAt, after(facts, staffAt, warnAfter)) : [];
  const close =
    warn && startOf(warn, timers) > warn.dueAt
      ? after(facts, startOf(warn, timers), warnBefore)
      : after(facts, staffAt, closeAfter);
  const last = warnAfter || closeAfter;
  // Whoever was warned needs no reminder any more.
  const reminds = remindAfter > 0 && (last === 0 || remindAfter < last) && !(warn && doneAt(warn, timers));
  return [
    ...(reminds ? timer('remind', staffAt, after(facts, staffAt, remindAfter)) : []),
    ...(warn ? [warn] : []),
    ...(closeAfter > 0 ? timer('close', staffAt, close) : []),
  ];
}

const timer = (kind: TimerKind, since: Date, dueAt: Date | undefined): WantedTimer[] =>
  dueAt ? [{ kind, since, dueAt }] : [];

/** `minutes` after a moment; where the type says so, only those count in which somebody is there. */
function after({ type, calendar }: TimerFacts, from: Date, minutes: number): Date | undefined {
  return type.timersPause && calendar.limited
    ? calendar.after(from, minutes)
    : new Date(from.getTime() + minutes * minute);
}

/** When something was said; undefined: it was not yet. */
function doneAt(wanted: WantedTimer, timers: TimerFacts['timers']): Date | null | undefined {
  return timers.find(({ kind, since }) => kind === wanted.kind && since.getTime() === wanted.since.getTime())
    ?.doneAt;
}

/** When a time after something begins: when it was to be said, or, where that was much later, when it was. */
function startOf(wanted: WantedTimer, timers: TimerFacts['timers']): Date {
  const said = doneAt(wanted, timers);
  return said && said.getTime() - wanted.dueAt.getTime() > minute ? said : wanted.dueAt;
}
