import { Refusal, refusalOf } from '@guildhall/sdk';
import { checkedAnswer } from './answer-check.ts';
import type { OrderLookup } from './order-lookup.ts';
import type { Answer, Answers, Question } from './question.ts';

/** What is wrong with an answer. */
export interface WrongAnswer {
  readonly question: Question;
  readonly refusal: Refusal;
}

/** The answers of one step, looked at. */
export interface CheckedStep {
  /** As they are kept. */
  readonly good: Answers;
  readonly wrong: readonly WrongAnswer[];
}

/** Looks at the answers of one step, all of them, so that all that is wrong is told at once. */
export async function checkedStep(
  questions: readonly Question[],
  given: Answers,
  find: (typed: string) => ReturnType<OrderLookup['find']>,
): Promise<CheckedStep> {
  const good: Record<string, Answer> = {};
  const wrong: WrongAnswer[] = [];
  for (const question of questions) {
    try {
      const answer = checkedAnswer(question, given[question.id] ?? { values: [] });
      good[question.id] = question.kind === 'order' ? await knownOrder(answer, find) : answer;
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) {
        throw error;
      }
      wrong.push({ question, refusal });
    }
  }
  return { good, wrong };
}

/** The id as it is written where the order is found; as it was typed where nobody can look. */
async function knownOrder(answer: Answer, find: (typed: string) => ReturnType<OrderLookup['find']>) {
  const [typed] = answer.values;
  if (typed === undefined) {
    return answer;
  }
  const found = await find(typed);
  if (found === 'unknown') {
    throw new Refusal('answer-order');
  }
  return found === 'unchecked' ? answer : { values: [found.id] };
}
