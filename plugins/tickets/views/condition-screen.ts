import {
  button,
  type Message,
  panel,
  plain,
  shortened,
  type Translate,
  text,
  textField,
} from '@guildhall/sdk';
import {
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
} from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import { comparedLimits, comparisonsOf, howOf, isAlone, isChosen } from '../forms/comparisons.ts';
import { type Comparison, choicesOf, type FormShape, type Question } from '../forms/question.ts';
import { choiceWords, conditionWords } from './condition-words.ts';
import { editId } from './form-editor.ts';
import { menu, row } from './rows.ts';

/** Discord's menus hold so many entries. */
const menuLimit = 25;

/** What the screen asks for. */
export interface ConditionScreen {
  readonly type: TicketType;
  readonly shape: FormShape;
  /** The one that is asked, or is not. */
  readonly question: Question;
  /** The one that decides, once it is chosen. */
  readonly other: Question | undefined;
  /** What is chosen of what its answers can be compared by. */
  readonly how: Comparison | undefined;
}

/** Asks on which earlier question another one depends, and on which of its answers. */
export function conditionScreen(
  { type, shape, question, other, how }: ConditionScreen,
  t: Translate,
): Message {
  const { questions } = shape;
  const place = questions.findIndex(({ id }) => id === question.id);
  // Those that are near are more likely meant.
  const earlier = questions.slice(0, place).slice(-menuLimit);
  return panel([
    text(`## ${t('form-editor.title', { type: plain(type.name, 60) })}`),
    text(t('form-editor.when', { label: plain(question.label, 90) })),
    ...(question.when ? [text(`-# ${conditionWords(question.when, questions, t)}`)] : []),
    ...(earlier.length === 0
      ? [text(t('form-editor.when-none'))]
      : [
          menu(
            editId('other', type.id, question.id),
            t('form-editor.when-question'),
            earlier.map((one) => ({ value: one.id, label: one.label, default: one.id === other?.id })),
          ),
        ]),
    ...(other ? comparisonRows(type, question, other, how ?? comparisonsOf(other)[0]!, t) : []),
    row(
      button(editId('always', type.id, question.id), t('form-editor.always'), { disabled: !question.when }),
      button(editId('show', type.id, 0, question.id), t('form-editor.cancel')),
    ),
  ]);
}

/** A button for each way to compare; what is chosen from a menu has its menu below. */
function comparisonRows(
  { id }: TicketType,
  question: Question,
  other: Question,
  chosen: Comparison,
  t: Translate,
): APIComponentInContainer[] {
  const { when } = question;
  const buttons = comparisonsOf(other).map((how) =>
    button(editId('how', id, question.id, other.id, how), t(`form-editor.how.${how}`), {
      style: how === chosen ? ButtonStyle.Primary : ButtonStyle.Secondary,
    }),
  );
  const options = choicesOf(other).map((value) => ({
    value,
    label: choiceWords(other, value, t),
    default: when?.question === other.id && when.is.includes(value),
  }));
  return [
    row(...buttons),
    ...(isChosen(other) && !isAlone(chosen)
      ? [
          menu(
            editId('is', id, question.id, other.id, chosen),
            t(`form-editor.when-answer-${chosen}`),
            options,
            options.length,
          ),
        ]
      : []),
  ];
}

/** Asks for what the answers to a question are compared with. Sending it comes back to the button. */
export function comparisonForm(
  { type, question, other, how }: ConditionScreen & { readonly other: Question; readonly how: Comparison },
  t: Translate,
): APIModalInteractionResponseCallbackData {
  const { when } = question;
  const number = other.kind === 'number';
  const before = when?.question === other.id && howOf(when) === how ? when.is.join('\n') : '';
  return {
    custom_id: editId('how', type.id, question.id, other.id, how),
    title: shortened(t(`form-editor.how.${how}`), 45),
    components: [
      textField({
        id: 'compared',
        label: other.label,
        hint: t(`form-editor.compared-${number ? 'number' : 'texts'}`, { max: comparedLimits.texts }),
        max: number ? 30 : comparedLimits.texts * (comparedLimits.text + 1),
        long: !number,
        required: true,
        value: before,
      }),
    ],
  };
}
