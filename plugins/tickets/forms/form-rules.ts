import { Refusal } from '@guildhall/sdk';
import { canHold } from './comparisons.ts';
import { type FormShape, formLimits, isCounted, mostOf, type Question } from './question.ts';

/** @throws Refusal when a form cannot be asked like that. */
export function needGoodForm({ questions }: FormShape): void {
  if (questions.length > formLimits.questions) {
    throw new Refusal('too-many-questions', { max: formLimits.questions });
  }
  questions.forEach((question, index) => {
    needGoodQuestion(question);
    needGoodCondition(question, index, questions);
  });
}

function needGoodQuestion({ kind, label, help, min, max, options, pattern }: Question): void {
  if (label.trim() === '' || label.length > formLimits.label) {
    throw new Refusal('question-label', { max: formLimits.label });
  }
  if ((help?.length ?? 0) > formLimits.help) {
    throw new Refusal('question-help', { max: formLimits.help });
  }
  if ((pattern?.length ?? 0) > formLimits.pattern) {
    throw new Refusal('question-pattern', { max: formLimits.pattern });
  }
  if (kind === 'choice') {
    needGoodOptions(options);
  }
  const most = mostOf({ kind, max: null, options } as Question);
  const limit = isCounted(kind) ? (kind === 'choice' ? options.length : kind === 'file' ? 10 : 25) : most;
  const [least, top] = [min ?? (isCounted(kind) ? 1 : -Infinity), max ?? (isCounted(kind) ? 1 : Infinity)];
  const tooSmall =
    kind !== 'number' && [min, max].some((value) => value !== null && value < (isCounted(kind) ? 1 : 0));
  if (least > top || tooSmall || (kind !== 'number' && Math.max(min ?? 0, max ?? 0) > limit)) {
    throw new Refusal('question-limits', { max: kind === 'number' ? '∞' : limit });
  }
}

function needGoodOptions(options: readonly string[]): void {
  const bad = options.some((option) => option.trim() === '' || option.length > formLimits.option);
  if (bad || options.length < 2 || options.length > formLimits.options) {
    throw new Refusal('question-options', { max: formLimits.options, length: formLimits.option });
  }
  if (new Set(options).size < options.length) {
    throw new Refusal('question-options-twice');
  }
}

/**
 * A question depends on one that was asked before it, and on something that can be answered there. So there are no
 * circles.
 */
function needGoodCondition({ when, label }: Question, place: number, all: readonly Question[]): void {
  if (!when) {
    return;
  }
  const at = all.findIndex(({ id }) => id === when.question);
  if (at < 0) {
    throw new Refusal('condition-gone', { name: label });
  }
  if (at === place) {
    throw new Refusal('condition-itself', { name: label });
  }
  if (at > place) {
    throw new Refusal('condition-later', { name: label });
  }
  if (!canHold(when, all[at]!)) {
    throw new Refusal('condition-unclear', { name: label });
  }
}
