import {
  dateTime,
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
import { channelMention, roleMention } from 'discord.js';
import type { Activity } from '../entities/activity.ts';
import type { Happening } from '../entities/happening.ts';
import type { Participant } from '../entities/participant.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { priorityEmoji, priorityOf } from '../ticket/priorities.ts';
import { problemWords } from './problem.ts';
import { recordLine } from './record.ts';
import { labelWords, numberWords } from './words.ts';

interface InfoFacts {
  readonly ticket: Ticket;
  readonly type: TicketType | undefined;
  readonly record: Page<Happening>;
  readonly participants: readonly Participant[];
  readonly labels: readonly string[];
  /** How many notes there are. */
  readonly notes: number;
  readonly activity: Activity | undefined;
  /** Whether the reader is of staff. */
  readonly staff: boolean;
}

/** How many of those who were added are named: the field holds 1024 characters. */
const namedPeople = 30;

/** All that is known of a ticket, and a page of what happened to it; for the one who asked alone. */
export function infoView(facts: InfoFacts, t: Translate): Message {
  const { ticket, type, record } = facts;
  const fields = factsOf(facts, t).map(([key, value]) => `**${t(`info.${key}`)}:** ${value}`);
  const lines = record.rows.map((happening) => recordLine(happening, ticket.number, t));
  return {
    embeds: [
      {
        title: t('control.title', { type: type?.name ?? '-', number: numberWords(ticket.number) }),
        description: fields.join('\n'),
      },
      { title: t('info.record'), description: lines.join('\n'), footer: { text: pageNumber(record, t) } },
    ],
    components: pageButtons(record, (page) => plugin.customId('info', ticket.id, page), t),
    allowedMentions: quiet,
    private: true,
  };
}

function factsOf(facts: InfoFacts, t: Translate): [key: string, value: string][] {
  const { ticket, participants, labels, notes, activity, staff } = facts;
  const { id, state, channel, creator, claimedBy, subject, topic, openedAt, firstAnswerAt } = ticket;
  const { closedAt, closedBy, closeReason, pinnedAt, problem } = ticket;
  const priority = priorityOf(ticket);
  const shown = participants.slice(0, namedPeople).map(mentionOf);
  const more = participants.length - shown.length;
  const all: [string, string | false | null | undefined][] = [
    ['id', `\`${id}\``],
    ['state', t(`states.${state}`)],
    ['channel', channel && channelMention(channel)],
    ['subject', subject && plain(subject, 200)],
    ['topic', topic && plain(topic, 300)],
    ['creator', person(creator, t)],
    ['claimed', claimedBy && person(claimedBy, t)],
    ['people', shown.length > 0 && [...shown, ...(more > 0 ? [`+${more}`] : [])].join(' ')],
    ['priority', `${priorityEmoji[priority]} ${t(`priorities.${priority}`)}`],
    ['labels', labels.length > 0 && labelWords(labels)],
    ['pinned', pinnedAt && fromNow(pinnedAt)],
    ['opened', `${dateTime(openedAt)} (${fromNow(openedAt)})`],
    ['answered', firstAnswerAt && dateTime(firstAnswerAt)],
    ['waiting', state === 'open' && activity?.askedAt && fromNow(activity.askedAt)],
    ['closed', closedAt && [dateTime(closedAt), closedBy && person(closedBy, t)].filter(Boolean).join(' · ')],
    ['reason', closeReason && plain(closeReason, 400)],
    ['notes', staff && notes > 0 && String(notes)],
    ['problem', staff && problem && problemWords(problem, t)],
  ];
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

const mentionOf = ({ kind, subject }: Participant) =>
  kind === 'role' ? roleMention(subject) : `<@${subject}>`;
