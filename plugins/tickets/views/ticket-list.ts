import {
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { priorities, priorityEmoji, priorityOf } from '../ticket/priorities.ts';
import { filterArgs } from '../ticket/ticket-filter.ts';
import type { TicketFilter } from '../ticket/ticket-shelf.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import { labelWords, numberWords } from './words.ts';

interface ListFacts {
  readonly page: Page<Ticket>;
  readonly filter: TicketFilter;
  /** Names of types by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** Labels by the ids of tickets. */
  readonly borne: ReadonlyMap<string, readonly string[]>;
  /** The label that is asked for. */
  readonly label: string | undefined;
}

/** A page of tickets, for the one who asked alone. */
export function ticketList(facts: ListFacts, t: Translate): Message {
  const { page, filter } = facts;
  const lines = page.rows.map((ticket) => lineOf(ticket, facts, t));
  return {
    embeds: [
      {
        title: t('list.title', { count: page.total }),
        description: [filterWords(facts, t), ...(lines.length > 0 ? lines : [t('list.none')])].join('\n\n'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, (number) => plugin.customId('list', number, ...filterArgs(filter)), t),
    allowedMentions: quiet,
    private: true,
  };
}

function lineOf(ticket: Ticket, { names, borne }: ListFacts, t: Translate): string {
  const { number, channel, state, creator, claimedBy, subject, openedAt, pinnedAt, type, id } = ticket;
  const head = [
    ...(pinnedAt ? ['📌'] : []),
    priorityEmoji[priorityOf(ticket)],
    `**\`${numberWords(number)}\`**`,
    ...(channel && isHoused(state) ? [channelMention(channel)] : []),
    plain(names.get(type) ?? '', 60),
  ];
  const labels = borne.get(id) ?? [];
  const facts = [
    t(`states.${state}`),
    person(creator, t),
    ...(claimedBy ? [t('list.claimed', { user: person(claimedBy, t) })] : []),
    fromNow(openedAt),
    ...(labels.length > 0 ? [labelWords(labels)] : []),
  ];
  return [head.join(' '), ...(subject ? [plain(subject, 80)] : []), `-# ${facts.join(' · ')}`].join('\n');
}

/** Which tickets a list is about. */
function filterWords({ filter, names, label }: ListFacts, t: Translate): string {
  const { state = 'open', type, staff, creator, priority, unanswered } = filter;
  const level = priority === undefined ? undefined : priorities[priority];
  return [
    t(`list.states.${state}`),
    ...(type ? [plain(names.get(type) ?? '', 60)] : []),
    ...(staff ? [t('list.claimed', { user: person(staff, t) })] : []),
    ...(creator ? [t('list.creator', { user: person(creator, t) })] : []),
    ...(label ? [labelWords([label])] : []),
    ...(level ? [`${priorityEmoji[level]} ${t(`priorities.${level}`)}`] : []),
    ...(unanswered ? [t('list.unanswered')] : []),
  ].join(' · ');
}
