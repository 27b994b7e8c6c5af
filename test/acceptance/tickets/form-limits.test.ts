import { readFileSync } from 'node:fs';
import { bodyOf, type Message, Refusal } from '@guildhall/sdk';
import type { APIEmbed } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { AnswerChange } from '../../../plugins/tickets/entities/answer-change.ts';
import type { Form } from '../../../plugins/tickets/entities/form.ts';
import type { FormDraft } from '../../../plugins/tickets/entities/form-draft.ts';
import type { Ticket } from '../../../plugins/tickets/entities/ticket.ts';
import type { TicketType } from '../../../plugins/tickets/entities/ticket-type.ts';
import { comparisonsOf, isAlone } from '../../../plugins/tickets/forms/comparisons.ts';
import {
  type Answer,
  type Answers,
  type Question,
  type QuestionKind,
  questionKinds,
} from '../../../plugins/tickets/forms/question.ts';
import { noInput } from '../../../plugins/tickets/forms/question-input.ts';
import type { OpenSheet } from '../../../plugins/tickets/forms/sheets.ts';
import { answerHistory, answerList } from '../../../plugins/tickets/views/answer-list.ts';
import { sheetView } from '../../../plugins/tickets/views/answer-sheet.ts';
import { comparisonForm, conditionScreen } from '../../../plugins/tickets/views/condition-screen.ts';
import { draftView } from '../../../plugins/tickets/views/draft.ts';
import { formEditor, kindMenu } from '../../../plugins/tickets/views/form-editor.ts';
import { formModal } from '../../../plugins/tickets/views/form-modal.ts';
import { orderEmbed } from '../../../plugins/tickets/views/order-facts.ts';
import { questionModal } from '../../../plugins/tickets/views/question-modal.ts';
import { checkSchema } from '../../../sandbox/discord/rest/body/body-schema.ts';
import { FormErrors } from '../../../sandbox/discord/rest/body/form-errors.ts';
import { callbackRules, callbackSchema } from '../../../sandbox/discord/rest/rules/callback.ts';

/** What people may write is as long as it may be: Discord takes every form and message that is made of it. */

/** @throws what Discord has against an answer to an interaction. */
function taken(body: object): void {
  const errors = new FormErrors();
  const plain: unknown = JSON.parse(JSON.stringify(body));
  callbackRules(checkSchema(callbackSchema(plain), plain) as object, errors);
  errors.throw();
}

const form = (data: object) => taken({ type: 9, data });
const message = (made: Message) => taken({ type: 4, data: bodyOf(made) });

const wide = (length: number) => 'W'.repeat(length);
const options = Array.from({ length: 25 }, (_, index) => `${wide(76)}${index}`);
const id = '100000000000000001';

const longest: Readonly<Record<QuestionKind, string>> = {
  short: wide(300),
  paragraph: '*'.repeat(4_000),
  number: '-1.5',
  choice: options[0]!,
  'yes-no': 'yes',
  user: id,
  role: id,
  channel: id,
  file: wide(200),
  order: wide(60),
};

const asked = (name: string, kind: QuestionKind, more: Partial<Question> = {}): Question => ({
  id: name.padEnd(12, '0'),
  kind,
  label: wide(45),
  help: wide(100),
  required: true,
  min: null,
  max: null,
  pattern: null,
  options: kind === 'choice' ? options : [],
  when: null,
  ...more,
});

const answerTo = ({ kind }: Question): Answer => ({
  values: [longest[kind]],
  ...(kind === 'file' && { files: [{ name: wide(200), size: 1, url: 'https://example.com/a' }] }),
});

const answersTo = (questions: readonly Question[]) =>
  Object.fromEntries(questions.map((question) => [question.id, answerTo(question)]));

const each = questionKinds.map((kind, index) => asked(`each${index}`, kind));
const many = Array.from({ length: 50 }, (_, index) =>
  asked(`many${index}`, 'choice', {
    when: index > 0 ? { question: `many${index - 1}`.padEnd(12, '0'), is: options } : null,
  }),
);
const texts = Array.from({ length: 50 }, (_, index) => asked(`text${index}`, 'paragraph'));

/** As many of everything as can be chosen. */
const crowdedAnswers: Answers = Object.fromEntries(
  each.map((question) => {
    const one = answerTo(question);
    const file = { name: wide(200), size: 1, url: 'https://example.com/a' };
    const files = Array.from({ length: 10 }, () => ({ ...file, message: id }));
    const values = question.kind === 'choice' ? options : Array.from({ length: 25 }, () => one.values[0]!);
    return [question.id, question.kind === 'file' ? { values, files } : { values }];
  }),
);

const comparedTexts = Array.from({ length: 10 }, () => wide(100));

const ticket = { id: 'ticket000000', guild: id, channel: id, number: 9_999 } as Ticket;
const type = { id: 'type00000000', name: wide(40) } as TicketType;

const sheetOf = (questions: readonly Question[], answered: number): OpenSheet => ({
  form: { questions } as Form,
  sheet: {
    ticket: ticket.id,
    guild: id,
    form: 'form',
    answers: answersTo(questions.slice(0, answered)),
    steps: answered > 0 ? ['one'] : [],
    people: null,
    doneAt: answered === questions.length ? new Date() : null,
    version: 1,
  },
});

test.each(['en-US', 'es-ES'])('in %s', (locale) => {
  const file = new URL(`../../../plugins/tickets/locales/${locale}.json`, import.meta.url);
  const words = JSON.parse(readFileSync(file, 'utf8')) as object;
  const t = (key: string, values: Readonly<Record<string, unknown>> = {}) => {
    const find = (path: string) =>
      path.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], words);
    const text = String(find(key) ?? find(`${key}_other`) ?? key);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  };
  const facts = {
    id: wide(80),
    status: 'awaiting-payment' as const,
    product: '*'.repeat(2_000),
    quantity: 2,
    total: { amount: 1, currency: 'USD' },
    payment: wide(200),
    date: new Date(),
    owner: id,
  };
  const orders = [1, 2, 3].map(() => orderEmbed(wide(60), facts, { t, locale }));

  for (const question of each) {
    for (const typed of [{}, answersTo([question])]) {
      for (const required of [true, false]) {
        const questions = [{ ...question, required }];
        form(formModal({ customId: 'tickets:form:draft', title: wide(60), questions, typed }, t));
      }
    }
    form(questionModal('tickets:form-edit:new', question.kind, noInput, t));
  }
  form(formModal({ customId: 'tickets:form', title: 'Five', questions: each.slice(0, 5), typed: {} }, t));

  const draft = { id: 'draft0000000', guild: id, answers: answersTo(texts), steps: [['one']] };
  const open = { draft: draft as unknown as FormDraft, form: { questions: texts } as unknown as Form };
  const refusal = new Refusal('answer-pattern', { pattern: wide(100) });
  const wrong = texts.slice(0, 5).map((question) => ({ question, refusal }));
  message(draftView(open, 'step', t));
  message(draftView(open, 'wrong', t, wrong));

  const mark = 'mark00000000';
  for (let answered = 0; answered <= each.length; answered += 1) {
    message(sheetView({ open: sheetOf(each, answered), channel: id, orders, mark }, t));
  }
  message(sheetView({ open: sheetOf(texts, texts.length), channel: id, orders, mark }, t));
  const list = { ticket, page: 0, orders, staff: true, changes: true };
  message(answerList({ ...list, open: sheetOf(texts, texts.length) }, t));

  const full = sheetOf(each, each.length);
  const crowded = { ...full, sheet: { ...full.sheet, answers: crowdedAnswers } };
  message(sheetView({ open: crowded, channel: id, orders, mark }, t));
  for (const page of [0, 1]) {
    const shown = answerList({ ...list, page, open: crowded }, t);
    message(shown);
    // Nothing was cut in the middle of a mention or a link.
    for (const { value } of (shown.embeds![0] as APIEmbed).fields ?? []) {
      expect(value).not.toMatch(/<[@#]?&?\d*$|\([^)]*$/);
    }
  }
  for (const question of [...each, texts[0]!]) {
    const answer = crowdedAnswers[question.id] ?? answerTo(question);
    const rows = Array.from({ length: 5 }, () => ({
      ...({ at: new Date(), by: id, question: question.id } as AnswerChange),
      before: answer,
      after: answer,
    }));
    message(answerHistory(ticket, [question], { rows, page: 0, pages: 3, total: 15 }, t));
  }

  const shape = { place: 'modal' as const, questions: many };
  message(formEditor({ type, shape, page: 4, chosen: many[20]!.id, note: wide(200) }, t));
  message(kindMenu(type, t));
  message(conditionScreen({ type, shape, question: many[40]!, other: many[39], how: 'is-not' }, t));
  for (const kind of questionKinds) {
    const other = asked('other', kind, { required: false });
    for (const how of comparisonsOf(other)) {
      const is = isAlone(how) ? [] : kind === 'number' ? ['-1.5'] : comparedTexts;
      const question = asked('asked', 'short', { when: { question: other.id, how, is } });
      const screen = { type, shape: { ...shape, questions: [other, question] }, question, other, how };
      message(conditionScreen(screen, t));
      message(formEditor({ ...screen, page: 0, chosen: question.id }, t));
      form(comparisonForm(screen, t));
    }
  }
  // That something is wrong is seen.
  expect(() => form(formModal({ customId: 'x', title: '', questions: [], typed: {} }, t))).toThrow();
});
