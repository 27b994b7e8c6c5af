import { type Translate, textField } from '@guildhall/sdk';
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { type Answer, type Answers, formLimits, mostOf, type Question } from '../forms/question.ts';

/** Discord's limit for the title of a modal, in characters. */
const titleLimit = 45;

export interface FormModal {
  /** Sending it comes here. */
  readonly customId: string;
  readonly title: string;
  /** One to five. */
  readonly questions: readonly Question[];
  /** What stands there already. */
  readonly typed: Answers;
}

/** One step of a form. The custom id of each field is its question's. */
export function formModal(
  { customId, title, questions, typed }: FormModal,
  t: Translate,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: title.length > titleLimit ? `${title.slice(0, titleLimit - 1)}…` : title,
    components: questions.map((question) => fieldOf(question, typed[question.id] ?? { values: [] }, t)),
  };
}

function fieldOf(question: Question, typed: Answer, t: Translate): APILabelComponent {
  const { kind, label } = question;
  // What is sent once is not sent again with a form that was put right.
  const sent =
    kind === 'file' && typed.files?.length ? t('forms.file-sent', { names: typed.values.join(', ') }) : null;
  const description = sent ?? question.help ?? (kind === 'order' ? t('forms.order-hint') : '');
  return {
    type: ComponentType.Label,
    label,
    ...(description && { description: description.slice(0, formLimits.help) }),
    component: componentOf(sent ? { ...question, required: false } : question, typed, t),
  };
}

function componentOf(question: Question, typed: Answer, t: Translate): APIComponentInLabel {
  const { id, kind, required, min, options } = question;
  const many = { min_values: required ? (min ?? 1) : 0, max_values: mostOf(question), required };
  const chosen = new Set(typed.values);
  // Who was forgotten is no id any more.
  const known = typed.values.filter((value) => /^\d{17,20}$/.test(value));
  const ids = (type: SelectMenuDefaultValueType) =>
    known.length > 0 ? { default_values: known.map((id) => ({ id, type: type as never })) } : {};
  switch (kind) {
    case 'choice':
      return {
        type: ComponentType.StringSelect,
        custom_id: id,
        ...many,
        options: options.map((label) => ({ label, value: label, default: chosen.has(label) })),
      };
    case 'yes-no':
      return {
        type: ComponentType.RadioGroup,
        custom_id: id,
        required,
        options: ['yes', 'no'].map((value) => ({
          label: t(`forms.${value}`),
          value,
          default: chosen.has(value),
        })),
      };
    case 'user':
      return {
        type: ComponentType.UserSelect,
        custom_id: id,
        ...many,
        ...ids(SelectMenuDefaultValueType.User),
      };
    case 'role':
      return {
        type: ComponentType.RoleSelect,
        custom_id: id,
        ...many,
        ...ids(SelectMenuDefaultValueType.Role),
      };
    case 'channel':
      return {
        type: ComponentType.ChannelSelect,
        custom_id: id,
        ...many,
        ...ids(SelectMenuDefaultValueType.Channel),
      };
    case 'file':
      return { type: ComponentType.FileUpload, custom_id: id, ...many };
    default:
      return textOf(question, typed.values[0] ?? '');
  }
}

function textOf(question: Question, value: string): APIComponentInLabel {
  const { id, kind, required, min, label } = question;
  const isText = kind === 'short' || kind === 'paragraph';
  const max = isText ? mostOf(question) : kind === 'order' ? 60 : 30;
  const { component } = textField({ id, label, max, required, value: value.slice(0, max) });
  // Discord refuses a form whose own text is too short for it.
  const least = isText && min && value.length >= min ? { min_length: min } : {};
  return {
    ...component,
    ...(value === '' && isText && min ? { min_length: min } : least),
    ...(kind === 'paragraph' && { style: TextInputStyle.Paragraph }),
  } as APIComponentInLabel;
}
