import { type Message, person, plain, type Translate } from '@guildhall/sdk';
import { ButtonStyle, ComponentType, roleMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { priorityEmoji, priorityOf } from '../ticket/priorities.ts';
import { isClosed, type TicketState } from '../ticket/ticket-states.ts';
import { labelWords, numberWords } from './words.ts';

export interface ControlFacts {
  readonly ticket: Ticket;
  readonly type: TicketType;
  readonly labels: readonly string[];
  /** Stands in the buttons, so that the message is found again. */
  readonly mark: string;
}

type Act = 'claim' | 'unclaim' | 'close' | 'reopen' | 'archive' | 'delete' | 'transcript';

const styles: Readonly<Record<Act, ButtonStyle>> = {
  claim: ButtonStyle.Success,
  unclaim: ButtonStyle.Secondary,
  close: ButtonStyle.Danger,
  reopen: ButtonStyle.Success,
  archive: ButtonStyle.Secondary,
  delete: ButtonStyle.Danger,
  transcript: ButtonStyle.Secondary,
};

const green = 0x57f287;
const grey = 0x99aab5;

/** The message of a ticket: who opened it, who works on it, and what can be done. */
export function controlView({ ticket, type, labels, mark }: ControlFacts, t: Translate): Message {
  const { creator, claimedBy, closedBy, closeReason, subject, topic, state } = ticket;
  const open = !isClosed(state);
  const priority = priorityOf(ticket);
  const lines = [
    ...(subject ? [`**${plain(subject, 200)}**`] : []),
    type.welcome,
    '',
    t('control.creator', { user: person(creator, t) }),
    ...(claimedBy ? [t('control.claimed', { user: person(claimedBy, t) })] : []),
    t('control.state', { state: t(`states.${state}`) }),
    t('control.priority', { emoji: priorityEmoji[priority], priority: t(`priorities.${priority}`) }),
    ...(labels.length > 0 ? [t('control.labels', { labels: labelWords(labels) })] : []),
    ...(topic ? [t('control.topic', { topic: plain(topic, 400) })] : []),
    ...(!open && closedBy ? [t('control.closed', { user: person(closedBy, t) })] : []),
    ...(!open && closeReason ? [t('control.reason', { reason: plain(closeReason, 300) })] : []),
  ];
  return {
    content: [person(creator, t), ...type.staffRoles.map(roleMention)].join(' '),
    allowedMentions: { parse: ['users'], roles: [...type.staffRoles] },
    embeds: [
      {
        title: t('control.title', { type: type.name, number: numberWords(ticket.number) }),
        description: lines.join('\n').slice(0, 4096),
        color: open ? green : grey,
      },
    ],
    components: [
      {
        type: ComponentType.ActionRow,
        components: actsOf(state, claimedBy !== null).map((act) => ({
          type: ComponentType.Button,
          style: styles[act] as ButtonStyle.Success,
          label: t(`buttons.${act}`),
          custom_id: plugin.customId(act, ticket.id, mark),
        })),
      },
    ],
  };
}

function actsOf(state: TicketState, claimed: boolean): Act[] {
  if (!isClosed(state)) {
    return [claimed ? 'unclaim' : 'claim', 'close'];
  }
  return state === 'archived'
    ? ['reopen', 'transcript', 'delete']
    : ['reopen', 'transcript', 'archive', 'delete'];
}
