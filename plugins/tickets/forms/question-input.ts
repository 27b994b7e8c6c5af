import { Refusal } from '@guildhall/sdk';
import { numberIn } from './answer-check.ts';
import type { QuestionEdit } from './form-edits.ts';
import type { Question } from './question.ts';

/** What an administrator fills into the form of a question, as texts. */
export interface QuestionInput {
  readonly label: string;
  readonly help: string;
  readonly required: string;
  readonly limits: string;
  readonly pattern: string;
  /** One on each line. */
  readonly options: string;
}

export const noInput: QuestionInput = {
  label: '',
  help: '',
  required: 'yes',
  limits: '',
  pattern: '',
  options: '',
};

/** Reads what was filled in. @throws Refusal `question-limits-unclear`; what else is wrong is found in `form-rules.ts`. */
export function editIn({ label, help, required, limits, pattern, options }: QuestionInput): QuestionEdit {
  return {
    label: label.replace(/\s+/g, ' ').trim(),
    help: help.replace(/\s+/g, ' ').trim() || null,
    required: required === 'yes',
    ...limitsIn(limits),
    pattern: pattern.trim() || null,
    options: options
      .split('\n')
      .map((option) => option.trim())
      .filter((option) => option !== ''),
  };
}

/** A question as it is filled in, to be changed. */
export function inputOf({ label, help, required, min, max, pattern, options }: Question): QuestionInput {
  return {
    label,
    help: help ?? '',
    required: required ? 'yes' : 'no',
    limits: limitsText(min, max),
    pattern: pattern ?? '',
    options: options.join('\n'),
  };
}

/** `2..5`, `2..` (at least), `..5` (at most); `2-5` and `5` (at most) are understood too. */
export function limitsIn(typed: string): Pick<Question, 'min' | 'max'> {
  const text = typed.trim();
  const number = '-?\\d{1,9}(?:[.,]\\d{1,6})?';
  const [, min, max] =
    new RegExp(`^(${number})?\\s*\\.\\.\\s*(${number})?$`).exec(text) ??
    /^(\d{1,9})?\s*[-–]\s*(\d{1,9})?$/.exec(text) ??
    new RegExp(`^()(${number})$`).exec(text) ??
    [];
  if (text !== '' && !min && !max) {
    throw new Refusal('question-limits-unclear');
  }
  const read = (part: string | undefined) => (part ? (numberIn(part) ?? null) : null);
  return { min: read(min), max: read(max) };
}

function limitsText(min: number | null, max: number | null): string {
  return min === null && max === null ? '' : `${min ?? ''}..${max ?? ''}`;
}
