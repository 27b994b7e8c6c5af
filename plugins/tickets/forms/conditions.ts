import { type Answers, formLimits, type Question } from './question.ts';

/** Those of a form's questions that are asked, given what is answered so far. */
export function shownQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const shown = new Set<string>();
  return questions.filter((question) => {
    const visible = isMet(question, answers, shown);
    if (visible) {
      shown.add(question.id);
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
  const shown = new Set<string>();
  const undecided = new Set<string>();
  for (const question of questions) {
    if (next.length === size || (question.when && undecided.has(question.when.question))) {
      break;
    }
    if (isMet(question, answers, shown)) {
      shown.add(question.id);
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

function isMet({ when }: Question, answers: Answers, shown: ReadonlySet<string>): boolean {
  const given = when ? (answers[when.question]?.values ?? []) : [];
  return !when || (shown.has(when.question) && given.some((value) => when.is.includes(value)));
}
