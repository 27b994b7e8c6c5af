import { holds } from './comparisons.ts';
import { type Answer, type Answers, formLimits, type Question } from './question.ts';

/** Those of a form's questions that are asked, given what is answered so far. */
export function shownQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const shown = new Map<string, Question>();
  return questions.filter((question) => {
    const visible = isMet(question, answers, shown);
    if (visible) {
      shown.set(question.id, question);
    }
    return visible;
  });
}

/**
 * What is to be asked next: questions without an answer, in their order, up to the first one of which it is not decided
 * yet whether it is shown at all. None: all is answered.
 */
export function nextQuestions(
  questions: readonly Question[],
  answers: Answers,
  size: number = formLimits.step,
): Question[] {
  const next: Question[] = [];
  const shown = new Map<string, Question>();
  const undecided = new Set<string>();
  for (const question of questions) {
    if (next.length === size || (question.when && undecided.has(question.when.question))) {
      break;
    }
    if (isMet(question, answers, shown)) {
      shown.set(question.id, question);
      if (!answers[question.id]) {
        next.push(question);
        undecided.add(question.id);
      }
    }
  }
  return next;
}

/** The answers to questions that are asked: what was answered on a way that was left is not among them. */
export function standing(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(
    shownQuestions(questions, answers).flatMap(({ id }) => (answers[id] ? [[id, answers[id]]] : [])),
  );
}

/** An answer as it counted before, and as it counts since. Nothing in it: it did not, or does not. */
export interface CountedChange {
  /** The id of a question. */
  readonly question: string;
  readonly before: Answer;
  readonly after: Answer;
}

/** What came and went between two versions of the answers: one that is changed can hide others, or bring them back. */
export function changesBetween(
  questions: readonly Question[],
  before: Answers,
  after: Answers,
): CountedChange[] {
  const [was, is] = [standing(questions, before), standing(questions, after)];
  return questions
    .map(({ id }) => ({ question: id, before: was[id] ?? { values: [] }, after: is[id] ?? { values: [] } }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/** @param shown those that are asked before it. */
function isMet({ when }: Question, answers: Answers, shown: ReadonlyMap<string, Question>): boolean {
  if (!when) {
    return true;
  }
  const other = shown.get(when.question);
  return other !== undefined && holds(when, other, answers[when.question]);
}
