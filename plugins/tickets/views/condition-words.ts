import { plain, type Translate } from '@guildhall/sdk';
import { howOf } from '../forms/comparisons.ts';
import type { Condition, Question } from '../forms/question.ts';

/** When a question is asked, in a few words. */
export function conditionWords(condition: Condition, questions: readonly Question[], t: Translate): string {
  const other = questions.find(({ id }) => id === condition.question);
  return other
    ? t(`form-editor.shown-${howOf(condition)}`, {
        label: plain(other.label, 60),
        answers: condition.is
          .map((value) => plain(choiceWords(other, value, t), 40))
          .join(', ')
          .slice(0, 100),
      })
    : t('form-editor.shown-gone');
}

/** One of what a question offers. */
export const choiceWords = ({ kind }: Question, value: string, t: Translate): string =>
  kind === 'yes-no' ? t(`forms.${value}`) : value;
