import { fromNow, type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import { ButtonStyle, ComponentType, roleMention } from 'discord.js';
import type { CloseRequest } from '../entities/close-request.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';

interface RequestFacts {
  readonly request: CloseRequest;
  readonly ticket: Ticket;
  readonly type: TicketType;
  /** Stands in the buttons, so that the message is found again. */
  readonly mark: string;
}

/** The question whether a ticket can be closed, and what became of it. */
export function closeRequestView({ request, ticket, type, mark }: RequestFacts, t: Translate): Message {
  const { by, asks, reason, closesAt, state, answeredBy, id } = request;
  const waiting = state === 'waiting';
  const asked = asks === 'guest' ? person(ticket.creator, t) : type.staffRoles.map(roleMention).join(' ');
  const lines = [
    t('close-request.asks', { user: person(by, t) }),
    ...(reason ? [t('control.reason', { reason: plain(reason, 400) })] : []),
    ...(waiting && closesAt ? [t('close-request.closes', { at: fromNow(closesAt) })] : []),
    ...(waiting ? [] : [t(`close-request.${state}`, { user: person(answeredBy ?? '', t) })]),
  ];
  const button = (answer: 'yes' | 'no', style: ButtonStyle) => ({
    type: ComponentType.Button as const,
    style: style as ButtonStyle.Success,
    label: t(`close-request.${answer}`),
    custom_id: plugin.customId('asked', answer, id, mark),
    disabled: !waiting,
  });
  return {
    content: [asked, ...lines].filter(Boolean).join('\n'),
    allowedMentions: waiting ? { parse: ['users'], roles: [...type.staffRoles].slice(0, 100) } : quiet,
    components: [
      {
        type: ComponentType.ActionRow,
        components: [button('yes', ButtonStyle.Success), button('no', ButtonStyle.Secondary)],
      },
    ],
  };
}
