import {
  dateTime,
  formatDuration,
  fromNow,
  type GuildTexts,
  type Message,
  person,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { ButtonStyle, ComponentType, roleMention, userMention } from 'discord.js';
import type { TimerKind } from '../automation/timer-rules.ts';
import type { DueTimer } from '../automation/timers.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';

type Spoken = Exclude<TimerKind, 'close' | 'left-close'>;

/** What a timer says in its ticket; undefined where there is nothing to say any more. */
export function timerMessage(due: DueTimer, now: Date, { t }: GuildTexts): Message | undefined {
  return messages[due.timer.kind as Spoken](due, t, now);
}

const messages: Readonly<Record<Spoken, (due: DueTimer, t: Translate, now: Date) => Message | undefined>> = {
  remind: ({ ticket, timer, closesAt }, t) =>
    toCreator(
      ticket,
      t,
      t('automation.remind', { user: person(ticket.creator, t), since: fromNow(timer.since) }),
      closesAt && t('automation.remind-end', { at: fromNow(closesAt) }),
    ),
  warn: ({ ticket, closesAt }, t, now) =>
    toCreator(
      ticket,
      t,
      t('automation.warn', { user: person(ticket.creator, t), at: fromNow(closesAt ?? now) }),
    ),
  ping: (due, t) => toStaff(due, t, 'automation.ping', staffOf(due)),
  escalate: (due, t) => toStaff(due, t, 'automation.escalate', { roles: due.type.escalateRoles, users: [] }),
  left: (due, t) => {
    const { closesAt } = due;
    const said = toStaff(due, t, 'automation.left', staffOf(due));
    const end = closesAt ? ` ${t('automation.left-end', { at: fromNow(closesAt) })}` : '';
    return { ...said, content: `${said.content}${end}` };
  },
  returned: ({ ticket }, t) => ({
    content: t('automation.returned', { user: person(ticket.creator, t) }),
    allowedMentions: quiet,
  }),
  outside: ({ calendar }, t, now) => {
    const next = calendar.next(now);
    // Somebody came while the ticket was made.
    return next?.getTime() === now.getTime()
      ? undefined
      : { content: outsideWords(next, t), allowedMentions: quiet };
  },
};

/** That nobody is there now, and when somebody is. */
export const outsideWords = (next: Date | undefined, t: Translate): string =>
  next ? t('automation.outside', { at: dateTime(next), when: fromNow(next) }) : t('automation.outside-long');

/** Why a ticket was closed by itself, for its record. */
export function closeReason({ timer, type }: DueTimer, { t }: GuildTexts): string {
  return timer.kind === 'left-close'
    ? t('automation.closed-left')
    : t('automation.closed-inactive', { time: formatDuration(type.closeAfter) });
}

/** All in a ticket read that it was closed by itself. */
export const closedMessage = ({ closeReason }: Ticket, { t }: GuildTexts): Message => ({
  content: [t('automation.closed'), ...(closeReason ? [closeReason] : [])].join(' '),
  allowedMentions: quiet,
});

function toCreator(ticket: Ticket, t: Translate, ...sentences: (string | undefined)[]): Message {
  return {
    content: sentences.filter(Boolean).join(' '),
    allowedMentions: { users: [ticket.creator].filter((user) => /^\d+$/.test(user)) },
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Success,
            label: t('automation.still'),
            custom_id: plugin.customId('still', ticket.id),
          },
          {
            type: ComponentType.Button,
            style: ButtonStyle.Secondary,
            label: t('buttons.close'),
            custom_id: plugin.customId('close', ticket.id),
          },
        ],
      },
    ],
  };
}

/** Who is called: whoever claimed the ticket, else the roles of its type. */
const staffOf = ({ ticket, type }: { readonly ticket: Ticket; readonly type: TicketType }) =>
  ticket.claimedBy && /^\d+$/.test(ticket.claimedBy)
    ? { users: [ticket.claimedBy], roles: [] }
    : { users: [], roles: type.staffRoles };

function toStaff(
  { ticket, timer }: DueTimer,
  t: Translate,
  key: string,
  { users, roles }: { readonly users: readonly string[]; readonly roles: readonly string[] },
): Message {
  const called = [...users.map(userMention), ...roles.map(roleMention)];
  const values = { user: person(ticket.creator, t), since: fromNow(timer.since) };
  return {
    content: [...called, t(key, values)].join(' '),
    allowedMentions: { users: [...users], roles: [...roles] },
  };
}
