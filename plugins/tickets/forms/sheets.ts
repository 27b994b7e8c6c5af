import { attempt, changeSeen, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { AnswerChange } from '../entities/answer-change.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { Form } from '../entities/form.ts';
import { Ticket } from '../entities/ticket.ts';
import type { Changes } from '../ticket/changes.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import type { AnswerMessages } from './answer-messages.ts';
import { changesBetween, nextQuestions, shownQuestions, standing } from './conditions.ts';
import { needQuestion } from './form-edits.ts';
import { peopleIn } from './people.ts';
import type { Answer, AnswerFile, Answers, Question } from './question.ts';

/** What was answered in a ticket, and the version of the form that was asked. */
export interface OpenSheet {
  readonly sheet: AnswerSheet;
  readonly form: Form;
}

/** A question that was asked, and what was answered; undefined: not yet. */
export interface Answered {
  readonly question: Question;
  readonly answer: Answer | undefined;
}

/** Who answers what. */
export interface GivenAnswer {
  readonly question: string;
  readonly answer: Answer;
  /** The id of a user. */
  readonly by: string;
}

const historySize = 5;

/** The answers of tickets: given in the channel one by one, and changed later. */
export class Sheets {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #messages: AnswerMessages;

  constructor(context: Context, changes: Changes, messages: AnswerMessages) {
    this.#context = context;
    this.#changes = changes;
    this.#messages = messages;
  }

  async of(ticket: string): Promise<OpenSheet | undefined> {
    return sheetIn(this.#context.database.read(), ticket);
  }

  /**
   * Answers the question that the channel asks. The last answer ends the form: staff are told.
   * @returns the sheet as it is then, or why not: `not-open`, `no-answers`, `answered-already`.
   */
  async answer(ticket: string, { question, answer, by }: GivenAnswer): Promise<Result<OpenSheet, Refusal>> {
    return this.#change(ticket, async (em, row, open) => {
      const { sheet, form } = open;
      const [next] = openQuestions(open, 1);
      need(next?.id === question, 'answered-already');
      if (sheet.doneAt) {
        return this.#edit(em, row, open, { [question]: answer }, by);
      }
      need(row.state === 'open', 'not-open', { number: row.number });
      const answers = { ...sheet.answers, [question]: answer };
      const done = nextQuestions(form.questions, answers, 1).length === 0;
      const after = await this.#write(em, sheet, {
        answers: done ? standing(form.questions, answers) : answers,
        steps: [...sheet.steps, question],
        doneAt: done ? this.#context.clock.now() : null,
      });
      if (done) {
        await this.#changes.write(em, row, {}, { action: 'answered', actor: by });
        const { guild, id } = row;
        await this.#context.jobs.add(em, 'answers-done', { guild, ticket: id }, { key: `answered:${id}` });
        await this.#postFiles(em, after);
      }
      return after;
    });
  }

  /** Takes the last answer in the channel back. @returns `not-open`, `no-answers`, `no-step-back`. */
  async back(ticket: string): Promise<Result<OpenSheet, Refusal>> {
    return this.#change(ticket, async (em, row, { sheet }) => {
      need(row.state === 'open', 'not-open', { number: row.number });
      const last = sheet.steps.at(-1);
      if (sheet.doneAt || last === undefined) {
        throw new Refusal('no-step-back');
      }
      const { [last]: _, ...answers } = sheet.answers;
      return this.#write(em, sheet, { answers, steps: sheet.steps.slice(0, -1) });
    });
  }

  /**
   * Changes an answer of a form that is done, and keeps the one before. What is not asked any more since is kept, too,
   * and counts again when it is asked again.
   * @returns the sheet as it is then, or why not: `not-open`, `no-answers`, `no-such-question`, `not-asked-now`,
   * `same-answer`.
   */
  async edit(ticket: string, { question, answer, by }: GivenAnswer): Promise<Result<OpenSheet, Refusal>> {
    return this.#change(ticket, async (em, row, open) => {
      const { sheet, form } = open;
      need(sheet.doneAt !== null, 'no-answers');
      const { label } = needQuestion(form, question);
      const asked = shownQuestions(form.questions, sheet.answers).some(({ id }) => id === question);
      need(asked, 'not-asked-now', { name: label });
      need(JSON.stringify(sheet.answers[question]) !== JSON.stringify(answer), 'same-answer');
      return this.#edit(em, row, open, { [question]: answer }, by);
    });
  }

  /**
   * Answers questions of a form that is done: those that are asked since an answer was changed. Others that somebody
   * answered meanwhile stay as they are.
   * @returns the sheet as it is then, or why not: `not-open`, `no-answers`, `answered-already`.
   */
  async answerMore(ticket: string, answers: Answers, by: string): Promise<Result<OpenSheet, Refusal>> {
    return this.#change(ticket, async (em, row, open) => {
      need(open.sheet.doneAt !== null, 'no-answers');
      const asked = openQuestions(open).filter(({ id }) => answers[id]);
      need(asked.length > 0, 'answered-already');
      const left = Object.fromEntries(asked.map(({ id }) => [id, answers[id]!]));
      return this.#edit(em, row, open, left, by);
    });
  }

  /** What was changed, the newest first. */
  async history(ticket: string, page: number): Promise<Page<AnswerChange>> {
    const options = { page, size: historySize, orderBy: { version: 'desc', id: 'desc' } } as const;
    return pageOf(this.#context.database.read(), AnswerChange, { ticket }, options);
  }

  /** Writes down where files lie for good. `posted` tells by the link of before; null: it could not be fetched. */
  async filesPosted(ticket: string, posted: ReadonlyMap<string, string | null>): Promise<void> {
    const moved = (file: AnswerFile): AnswerFile =>
      posted.has(file.url) && !file.message ? { ...file, message: posted.get(file.url) ?? 'lost' } : file;
    await attempt(this.#context.database, async (em) => {
      const open = await sheetIn(em, ticket);
      if (open) {
        const answers = Object.entries(open.sheet.answers).map(([question, { values, files }]) => [
          question,
          files ? { values, files: files.map(moved) } : { values },
        ]);
        await this.#write(em, open.sheet, { answers: Object.fromEntries(answers) });
      }
    });
  }

  /** Writes new answers into a form that is done, and keeps those before. */
  async #edit(
    em: EntityManager,
    row: Ticket,
    { sheet, form }: OpenSheet,
    given: Answers,
    by: string,
  ): Promise<AnswerSheet> {
    need(isHoused(row.state), 'not-open', { number: row.number });
    const answers = { ...sheet.answers, ...given };
    const after = await this.#write(em, sheet, { answers });
    for (const change of changesBetween(form.questions, sheet.answers, answers)) {
      em.create(AnswerChange, {
        id: this.#context.newId(),
        ticket: row.id,
        guild: row.guild,
        version: after.version,
        at: this.#context.clock.now(),
        by,
        ...change,
      });
    }
    const labels = form.questions.filter(({ id }) => given[id]).map(({ label }) => label);
    await this.#changes.write(em, row, {}, { action: 'answers', actor: by, to: labels.join(', ') });
    await this.#postFiles(em, after);
    return after;
  }

  async #change(
    ticket: string,
    work: (em: EntityManager, row: Ticket, open: OpenSheet) => Promise<AnswerSheet>,
  ): Promise<Result<OpenSheet, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      // Whoever changes a ticket, or forgets it, holds it before its sheet: in another order two would wait for each other.
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const row = await em.findOne(Ticket, { id: ticket }, { lockMode, disableIdentityMap: true });
      const open = await sheetIn(em, ticket);
      if (!row || !open) {
        throw new Refusal('no-answers');
      }
      return { sheet: await work(em, row, open), form: open.form };
    });
  }

  async #write(em: EntityManager, seen: AnswerSheet, change: Partial<AnswerSheet>): Promise<AnswerSheet> {
    const { ticket, guild } = seen;
    const people = peopleIn(change.answers ?? {}, seen.people ?? null);
    const sheet = await changeSeen(em, AnswerSheet, seen, { ...change, people });
    await this.#messages.changed(em, { guild, ticket });
    return sheet;
  }

  async #postFiles(em: EntityManager, { guild, ticket, answers }: AnswerSheet): Promise<void> {
    if (looseFiles(answers).length > 0) {
      await this.#context.jobs.add(em, 'post-files', { guild, ticket }, { key: `files:${ticket}` });
    }
  }
}

/** Files that still lie where they were uploaded. */
export const looseFiles = (answers: Answers): AnswerFile[] =>
  Object.values(answers).flatMap(({ files }) => (files ?? []).filter(({ message }) => !message));

/** The questions that were asked, with their answers. */
export function answered({ sheet, form }: OpenSheet): Answered[] {
  return shownQuestions(form.questions, sheet.answers).map((question) => ({
    question,
    answer: sheet.answers[question.id],
  }));
}

/**
 * Questions that are asked and not answered, as {@link nextQuestions} says. A form that is done has some when an answer was
 * changed; one whose answers are forgotten has none.
 */
export const openQuestions = ({ sheet, form }: OpenSheet, size?: number): Question[] =>
  sheet.doneAt && Object.keys(sheet.answers).length === 0
    ? []
    : nextQuestions(form.questions, sheet.answers, size);

/** The question that the channel asks now; undefined: the form is done. One that is no form of the channel asks none again. */
export const askedNow = (open: OpenSheet): Question | undefined =>
  open.sheet.doneAt && open.form.place !== 'channel' ? undefined : openQuestions(open, 1)[0];

async function sheetIn(em: EntityManager, ticket: string): Promise<OpenSheet | undefined> {
  const sheet = await em.findOne(AnswerSheet, { ticket }, { disableIdentityMap: true });
  const form = sheet && (await em.findOne(Form, { id: sheet.form }));
  return form ? { sheet, form } : undefined;
}

/** @throws Refusal */
function need(holds: boolean, code: string, values: Record<string, unknown> = {}): void {
  if (!holds) {
    throw new Refusal(code, values);
  }
}
