import {
  dateTime,
  listPage,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import type { AnswerChange } from '../entities/answer-change.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { Question } from '../forms/question.ts';
import { answered, type OpenSheet, openQuestions } from '../forms/sheets.ts';
import type { WrongAnswer } from '../forms/step-check.ts';
import plugin from '../plugin.ts';
import { answerWords } from './answer-words.ts';
import { shown } from './refusal.ts';
import { numberWords } from './words.ts';

/** What can be done on the list of a ticket's answers. */
export type ListAct = 'page' | 'choose' | 'edit' | 'more' | 'history';

export interface AnswerList {
  readonly ticket: Ticket;
  readonly open: OpenSheet;
  readonly page: number;
  readonly orders: readonly APIEmbed[];
  /** Staff see what was changed. */
  readonly staff: boolean;
  /** Whether the reader may change something. */
  readonly changes: boolean;
}

const pageSize = 5;
const blurple = 0x5865f2;

/** The answers of a ticket by pages, for one person, and what can be changed. */
export function answerList(
  { ticket, open, page, orders, staff, changes }: AnswerList,
  t: Translate,
): Message {
  const all = listPage(answered(open), page, pageSize);
  const place = { guild: ticket.guild, channel: ticket.channel };
  const address = (act: ListAct, ...args: number[]) => plugin.customId('answers', ticket.id, act, ...args);
  const more = changes && open.sheet.doneAt ? openQuestions(open).length : 0;
  return {
    ...(more > 0 && { content: t('answers.more') }),
    embeds: [
      {
        color: blurple,
        title: t('answers.of', { number: numberWords(ticket.number) }),
        fields: all.shown.map(({ question, answer }) => ({
          name: plain(question.label, 100),
          value: answerWords(question, answer, t, { max: 900, place }).slice(0, 1_024),
        })),
        footer: { text: pageNumber(all, t) },
      },
      ...(all.page === 0 ? orders.slice(0, 1) : []),
    ],
    components: [
      ...(more > 0
        ? [
            {
              type: ComponentType.ActionRow as const,
              components: [
                {
                  type: ComponentType.Button as const,
                  style: ButtonStyle.Primary as const,
                  label: t('forms.buttons.next'),
                  custom_id: address('more'),
                },
              ],
            },
          ]
        : []),
      ...(changes && open.sheet.doneAt && all.shown.length > 0
        ? [
            {
              type: ComponentType.ActionRow as const,
              components: [
                {
                  type: ComponentType.StringSelect as const,
                  custom_id: address('choose', all.page),
                  placeholder: t('answers.change'),
                  options: all.shown.map(({ question }) => ({ label: question.label, value: question.id })),
                },
              ],
            },
          ]
        : []),
      ...pageButtons(all, (target) => address('page', target), t),
      ...(staff
        ? [
            {
              type: ComponentType.ActionRow as const,
              components: [
                {
                  type: ComponentType.Button as const,
                  style: ButtonStyle.Secondary as const,
                  label: t('answers.history'),
                  custom_id: address('history', 0),
                },
              ],
            },
          ]
        : []),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** What was changed in the answers of a ticket, by pages. */
export function answerHistory(
  ticket: Ticket,
  questions: readonly Question[],
  history: Page<AnswerChange>,
  t: Translate,
): Message {
  const lines = history.rows.map(({ at, by, question: id, before, after }) => {
    const question = questions.find((one) => one.id === id);
    if (!question) {
      return '';
    }
    const words = (answer: typeof before) => answerWords(question, answer, t, { max: 300 });
    return t('answers.changed', {
      at: dateTime(at),
      user: person(by, t),
      label: plain(question.label, 90),
      before: words(before),
      after: words(after),
    });
  });
  return {
    embeds: [
      {
        color: blurple,
        title: t('answers.history-of', { number: numberWords(ticket.number) }),
        description: lines.filter(Boolean).join('\n\n') || t('answers.unchanged'),
        footer: { text: pageNumber(history, t) },
      },
    ],
    components: pageButtons(history, (page) => plugin.customId('answers', ticket.id, 'history', page), t),
    allowedMentions: quiet,
    private: true,
  };
}

/** What is wrong with answers, and the button to the form with all that was typed. */
export function wrongAnswers(wrong: readonly WrongAnswer[], again: string, t: Translate): Message {
  const problems = wrong.map(({ question, refusal }) => {
    const { code, values } = shown(refusal);
    return t('forms.problem', { label: plain(question.label, 90), problem: t(`refusals.${code}`, values) });
  });
  return {
    content: problems.join('\n').slice(0, 1_900),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: t('forms.buttons.correct'),
            custom_id: again,
          },
        ],
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}
