import { Refusal } from '@guildhall/sdk';
import { numberIn } from './answer-check.ts';
import {
  type Answer,
  type Comparison,
  type Condition,
  choicesOf,
  mostOf,
  type Question,
  type QuestionKind,
} from './question.ts';

const presence = ['answered', 'left-out'] as const;
const texts = ['contains', 'is', ...presence] as const;

/** What the answers to each kind of question can be compared by. The first one is what is most likely meant. */
const comparable: Readonly<Record<QuestionKind, readonly Comparison[]>> = {
  short: texts,
  paragraph: texts,
  number: ['more', 'less', 'is', ...presence],
  choice: ['is', 'is-not', ...presence],
  'yes-no': ['is', ...presence],
  user: presence,
  role: presence,
  channel: presence,
  file: presence,
  order: presence,
};

/** What texts are compared with. */
export const comparedLimits = { texts: 10, text: 100 } as const;

/** What the answers to a question can be compared by: what must be answered is never left out. */
export const comparisonsOf = ({ kind, required }: Question): readonly Comparison[] =>
  comparable[kind].filter((how) => !(required && how === 'left-out'));

/** Forms that were made while there was nothing else say nothing. */
export const howOf = ({ how = 'is' }: Condition): Comparison => how;

/** What it is compared with is chosen from a menu; else it is typed, if it needs anything. */
export const isChosen = ({ kind }: Question): boolean => kind === 'choice' || kind === 'yes-no';

/** Nothing is needed to compare with. */
export const isAlone = (how: Comparison): boolean => how === 'answered' || how === 'left-out';

/** Whether a question that was asked was answered like that. What was left out is none of anything. */
export function holds(condition: Condition, other: Question, answer: Answer | undefined): boolean {
  const given = (answer?.values ?? []).map((value) => folded(other, value));
  const is = condition.is.map((value) => folded(other, value));
  const [first] = given;
  switch (howOf(condition)) {
    case 'is':
      return given.some((value) => is.includes(value));
    case 'is-not':
      return !given.some((value) => is.includes(value));
    case 'contains':
      return first !== undefined && is.some((part) => first.includes(part));
    case 'more':
      return first !== undefined && Number(first) > Number(is[0]);
    case 'less':
      return first !== undefined && Number(first) < Number(is[0]);
    case 'answered':
      return first !== undefined;
    case 'left-out':
      return first === undefined;
  }
}

/** Whether anything that can be answered to a question meets a condition. */
export function canHold(condition: Condition, other: Question): boolean {
  const how = howOf(condition);
  const { is } = condition;
  if (!comparisonsOf(other).includes(how) || (is.length === 0) !== isAlone(how)) {
    return false;
  }
  if (isAlone(how)) {
    return true;
  }
  if (isChosen(other)) {
    const left = choicesOf(other).filter((choice) => !is.includes(choice)).length;
    const enough = how === 'is' || !other.required || left >= (other.min ?? 1);
    return enough && is.every((value) => choicesOf(other).includes(value));
  }
  if (other.kind !== 'number') {
    return is.every((value) => value.trim() !== '' && value.length <= mostOf(other));
  }
  const [low, high] = [other.min ?? -Infinity, other.max ?? Infinity];
  const value = Number(is[0]);
  return how === 'more' ? high > value : how === 'less' ? low < value : value >= low && value <= high;
}

/**
 * What an administrator typed to compare with: a number, or texts, one on each line.
 * @throws Refusal `answer-number`, `condition-texts`.
 */
export function comparedWith({ kind }: Question, typed: string): readonly string[] {
  if (kind === 'number') {
    const value = numberIn(typed);
    if (value === undefined) {
      throw new Refusal('answer-number');
    }
    return [String(value)];
  }
  const lines = [...new Set(typed.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  const { texts: max, text: length } = comparedLimits;
  if (lines.length === 0 || lines.length > max || lines.some((line) => line.length > length)) {
    throw new Refusal('condition-texts', { max, length });
  }
  return lines;
}

/** Nobody means capitals or blanks when they compare what was typed; what was chosen is compared as it is. */
const folded = ({ kind }: Question, value: string): string =>
  kind === 'short' || kind === 'paragraph'
    ? value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
    : value;
