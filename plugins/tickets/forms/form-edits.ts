import { Refusal } from '@guildhall/sdk';
import { howOf, isAlone } from './comparisons.ts';
import { type Condition, choicesOf, type FormPlace, type FormShape, type Question } from './question.ts';

/** A change of a form, from how it is to how it is to be. @throws Refusal */
export type FormEdit = (shape: FormShape) => FormShape;

/** What an administrator decides about one question. */
export type QuestionEdit = Pick<
  Question,
  'label' | 'help' | 'required' | 'min' | 'max' | 'pattern' | 'options'
>;

export const addQuestion =
  (question: Question): FormEdit =>
  (shape) => ({ ...shape, questions: [...shape.questions, question] });

/** Options keep what depends on them: by their place while there are as many as before, else by their name. */
export const editQuestion =
  (id: string, edit: QuestionEdit): FormEdit =>
  (shape) => {
    const before = needQuestion(shape, id);
    const after = { ...before, ...edit };
    const renamed = before.options.length === after.options.length;
    const names = new Map(before.options.map((option, place) => [option, after.options[place]!]));
    const kept = (value: string): string[] => {
      if (after.kind !== 'choice') {
        return [value];
      }
      const now = renamed ? (names.get(value) ?? value) : value;
      return choicesOf(after).includes(now) ? [now] : [];
    };
    const questions = shape.questions.map((question) => {
      const { when } = question;
      return question.id === id
        ? after
        : when?.question === id
          ? { ...question, when: { ...when, is: when.is.flatMap(kept) } }
          : question;
    });
    const orphan = questions.find(
      ({ when }) => when?.question === id && when.is.length === 0 && !isAlone(howOf(when)),
    );
    if (orphan) {
      throw new Refusal('option-needed', { name: orphan.label });
    }
    return { ...shape, questions };
  };

/** Moves a question by one place. Nothing changes at the edge. */
export const moveQuestion =
  (id: string, up: boolean): FormEdit =>
  (shape) => {
    needQuestion(shape, id);
    const from = shape.questions.findIndex((question) => question.id === id);
    const to = from + (up ? -1 : 1);
    const other = shape.questions[to];
    return other
      ? { ...shape, questions: shape.questions.with(from, other).with(to, shape.questions[from]!) }
      : shape;
  };

/** Takes a question away. @throws Refusal `question-needed` while another one depends on it. */
export const removeQuestion =
  (id: string): FormEdit =>
  (shape) => {
    needQuestion(shape, id);
    const dependent = shape.questions.find(({ when }) => when?.question === id);
    if (dependent) {
      throw new Refusal('question-needed', { name: dependent.label });
    }
    return { ...shape, questions: shape.questions.filter((question) => question.id !== id) };
  };

/** @param when null: always shown. */
export const conditionQuestion =
  (id: string, when: Condition | null): FormEdit =>
  (shape) => {
    needQuestion(shape, id);
    const changed = shape.questions.map((question) =>
      question.id === id ? { ...question, when } : question,
    );
    return { ...shape, questions: changed };
  };

export const placeForm =
  (place: FormPlace): FormEdit =>
  (shape) => ({ ...shape, place });

/** @throws Refusal `no-such-question`. */
export function needQuestion({ questions }: Pick<FormShape, 'questions'>, id: string): Question {
  const found = questions.find((question) => question.id === id);
  if (!found) {
    throw new Refusal('no-such-question');
  }
  return found;
}
