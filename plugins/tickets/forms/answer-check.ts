import { Refusal } from '@guildhall/sdk';
import { fits, nameIn } from './pattern.ts';
import { type Answer, isCounted, mostOf, type Question } from './question.ts';

/** Reads `12`, `-3`, `1.5` and `1,5`; undefined for anything else. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const value = /^[-+]?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
  return value === undefined || Object.is(value, -0) ? value && 0 : value;
}

/**
 * What somebody answered, as it is kept: without the blanks around it, and empty when they left it out. Whether an order
 * is there is asked elsewhere.
 * @throws Refusal `answer-…`, whose text says what is wrong with it.
 */
export function checkedAnswer(question: Question, { values, files }: Answer): Answer {
  const { kind, required, min, max, options, pattern } = question;
  const given = values.map((value) => value.trim()).filter((value) => value !== '');
  if (given.length === 0) {
    if (required) {
      throw new Refusal('answer-required');
    }
    return { values: [] };
  }
  const [text = ''] = given;
  const most = mostOf(question);
  if (isCounted(kind)) {
    needCount(given.length, min ?? 1, most);
    if (kind === 'choice' && given.some((value) => !options.includes(value))) {
      throw new Refusal('answer-option');
    }
    return files ? { values: given, files } : { values: given };
  }
  switch (kind) {
    case 'yes-no':
      if (text !== 'yes' && text !== 'no') {
        throw new Refusal('answer-option');
      }
      return { values: [text] };
    case 'number': {
      const value = numberIn(text);
      if (value === undefined) {
        throw new Refusal('answer-number');
      }
      if (value < (min ?? -Infinity) || value > (max ?? Infinity)) {
        throw new Refusal(rangeOf(min, max), { min, max });
      }
      return { values: [String(value)] };
    }
    case 'order':
      if (text.length > 60) {
        throw new Refusal('answer-long', { max: 60 });
      }
      return { values: [text] };
    default:
      if (text.length < (min ?? 0)) {
        throw new Refusal('answer-short', { min });
      }
      if (text.length > most) {
        throw new Refusal('answer-long', { max: most });
      }
      if (pattern && !fits(pattern, text)) {
        const name = nameIn(pattern);
        throw new Refusal(name ? `answer-pattern-${name}` : 'answer-pattern', { pattern });
      }
      return { values: [text] };
  }
}

/** @throws Refusal when it is too few or too many. */
function needCount(count: number, min: number, max: number): void {
  if (count < min) {
    throw new Refusal('answer-few', { min });
  }
  if (count > max) {
    throw new Refusal('answer-many', { max });
  }
}

function rangeOf(min: number | null, max: number | null): string {
  return min === null ? 'answer-high' : max === null ? 'answer-low' : 'answer-range';
}
