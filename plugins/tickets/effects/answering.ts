import { type Message, Refusal, type Result } from '@guildhall/sdk';
import type { AnySelectMenuInteraction, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import { needQuestion } from '../forms/form-edits.ts';
import type { Answer, Answers, Question } from '../forms/question.ts';
import { type OpenSheet, openQuestions } from '../forms/sheets.ts';
import { checkedStep } from '../forms/step-check.ts';
import plugin from '../plugin.ts';
import { needRight, standingOf } from '../rights.ts';
import { wrongAnswers } from '../views/answer-list.ts';
import { formModal } from '../views/form-modal.ts';
import { orRefuse } from '../views/refusal.ts';
import { askerOf } from './asking.ts';
import { askedIn, readStep } from './read-step.ts';

type Clicked = AnySelectMenuInteraction<'cached'> | ButtonInteraction<'cached'>;
type Sent = ModalSubmitInteraction<'cached'>;

/** Whose answers somebody may give or change: the creator's own while the ticket is open, staff those of all. @throws Refusal */
export async function needAnswering({ member }: Clicked | Sent, ticket: Ticket): Promise<void> {
  await needRight('answers', member, ticket);
  if (ticket.state !== 'open' && !(await standingOf(member, ticket)).staff) {
    throw new Refusal('not-open', { number: ticket.number });
  }
}

/** @throws Refusal `no-answers` when a ticket has none. */
export async function needSheet({ id }: Ticket): Promise<OpenSheet> {
  const open = await plugin.parts.sheets.of(id);
  if (!open) {
    throw new Refusal('no-answers');
  }
  return open;
}

/** Opens the form for one question, filled in with what was typed in vain, or with what stands there. */
export async function askOne(
  interaction: Clicked,
  open: OpenSheet,
  id: string,
  customId: string,
): Promise<void> {
  const { user, locale } = interaction;
  const question = needQuestion(open.form, id);
  const typed = (await typedBefore(user.id, open, id)) ?? open.sheet.answers[id];
  const modal = {
    customId,
    title: question.label,
    questions: [question],
    typed: typed ? { [id]: typed } : {},
  };
  await interaction.showModal(formModal(modal, plugin.host.texts.in(locale)));
}

/** What was filled into {@link askOne}. */
export async function answerIn({ fields, user }: Sent, open: OpenSheet, id: string): Promise<Answer> {
  const question = needQuestion(open.form, id);
  const before = (await typedBefore(user.id, open, id)) ?? open.sheet.answers[id];
  return readStep(fields, [question], before ? { [id]: before } : {})[id]!;
}

/**
 * Gives or changes one answer. What is wrong is kept for another try. @param why `asked`: the channel asks it now.
 * @returns the sheet as it is then, or what to tell the person. @throws Refusal
 */
export async function giveAnswer(
  interaction: Clicked | Sent,
  open: OpenSheet,
  ticket: Ticket,
  given: { readonly question: string; readonly answer: Answer },
  why?: 'asked',
): Promise<OpenSheet | Message> {
  const question = needQuestion(open.form, given.question);
  const again = plugin.customId('answers', ticket.id, 'edit', question.id);
  return give(interaction, open, ticket, { [question.id]: given.answer }, again, (good) => {
    const { sheets } = plugin.parts;
    const answer = { question: question.id, answer: good[question.id]!, by: interaction.user.id };
    return open.sheet.doneAt && why !== 'asked'
      ? sheets.edit(ticket.id, answer)
      : sheets.answer(ticket.id, answer);
  });
}

/** Opens the form for what is asked since an answer was changed. @returns false when there is nothing. */
export async function askMore(interaction: Clicked, open: OpenSheet, customId: string): Promise<boolean> {
  const { user, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  const questions = openQuestions(open);
  if (questions.length === 0) {
    return false;
  }
  const typed = await allTypedBefore(user.id, open, questions);
  await interaction.showModal(formModal({ customId, title: t('answers.title'), questions, typed }, t));
  return true;
}

/** Takes what was filled into {@link askMore}. @returns the sheet as it is then, or what to tell the person. @throws Refusal */
export async function giveMore(
  interaction: Sent,
  open: OpenSheet,
  ticket: Ticket,
  again: string,
): Promise<OpenSheet | Message> {
  const { user, fields } = interaction;
  const questions = askedIn(fields, open.form.questions);
  const given = readStep(fields, questions, await allTypedBefore(user.id, open, questions));
  return give(interaction, open, ticket, given, again, (good) =>
    plugin.parts.sheets.answerMore(ticket.id, good, user.id),
  );
}

/** @param again the custom id of the button that opens the form once more. @param take writes down what is right. */
async function give(
  interaction: Clicked | Sent,
  open: OpenSheet,
  ticket: Ticket,
  given: Answers,
  again: string,
  take: (good: Answers) => Promise<Result<OpenSheet, Refusal>>,
): Promise<OpenSheet | Message> {
  const { guildId, user, locale } = interaction;
  const questions = open.form.questions.filter(({ id }) => given[id]);
  const asker = await askerOf(interaction, ticket.type);
  const find = (typed: string) => plugin.parts.orderLookup.find(guildId, typed, asker);
  const { good, wrong } = await checkedStep(questions, given, find);
  if (wrong.length > 0) {
    for (const question of questions) {
      await keepTyped(user.id, open, question, given[question.id]);
    }
    return wrongAnswers(wrong, again, plugin.host.texts.in(locale));
  }
  const after = await take(good);
  for (const question of questions) {
    await keepTyped(user.id, open, question, undefined);
  }
  return orRefuse(after);
}

const keyOf = ({ sheet }: OpenSheet, question: string) => `answer:${sheet.ticket}:${question}`;

async function keepTyped(user: string, open: OpenSheet, { id }: Question, answer: Answer | undefined) {
  await plugin.host.drafts.put(user, keyOf(open, id), answer ? JSON.stringify(answer) : '');
}

async function typedBefore(user: string, open: OpenSheet, id: string): Promise<Answer | undefined> {
  const kept = await plugin.host.drafts.get(user, keyOf(open, id));
  return kept ? (JSON.parse(kept) as Answer) : undefined;
}

async function allTypedBefore(
  user: string,
  open: OpenSheet,
  questions: readonly Question[],
): Promise<Answers> {
  const typed: Record<string, Answer> = {};
  for (const { id } of questions) {
    typed[id] = (await typedBefore(user, open, id)) ?? { values: [] };
  }
  return typed;
}
