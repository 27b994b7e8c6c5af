import type { Answer, Comparison, Condition, Question, QuestionKind } from '../forms/question.ts';

/** A question that asks for little. */
export function question(id: string, kind: QuestionKind = 'short', more: Partial<Question> = {}): Question {
  return {
    id,
    kind,
    label: `Question ${id}`,
    help: null,
    required: true,
    min: null,
    max: null,
    pattern: null,
    options: kind === 'choice' ? ['red', 'blue'] : [],
    when: null,
    ...more,
  };
}

/** As the first forms were kept, too. */
export const when = (other: string, ...is: string[]): { when: Condition } => ({
  when: { question: other, is },
});

export const whenIt = (how: Comparison, other: string, ...is: string[]): { when: Condition } => ({
  when: { question: other, how, is },
});

export const say = (...values: string[]): Answer => ({ values });
