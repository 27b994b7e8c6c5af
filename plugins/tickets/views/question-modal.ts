import { button, type Message, panel, type Refusal, type Translate, text, textField } from '@guildhall/sdk';
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { formLimits, isCounted, type QuestionKind } from '../forms/question.ts';
import type { QuestionInput } from '../forms/question-input.ts';
import { shown } from './refusal.ts';

/** The form in which an administrator writes a question. @param customId sending it comes here. */
export function questionModal(
  customId: string,
  kind: QuestionKind,
  { label, help, required, limits, pattern, options }: QuestionInput,
  t: Translate,
): APIModalInteractionResponseCallbackData {
  const words = (field: string) => ({ label: t(`form-editor.fields.${field}`), id: field });
  const limited = kind === 'short' || kind === 'paragraph' || kind === 'number' || isCounted(kind);
  const unit = kind === 'number' ? 'value' : isCounted(kind) ? 'count' : 'length';
  return {
    custom_id: customId,
    title: t(`question-kinds.${kind}.name`),
    components: [
      textField({ ...words('label'), max: formLimits.label, required: true, value: label }),
      textField({ ...words('help'), max: formLimits.help, value: help }),
      requiredField(required, t),
      ...(kind === 'choice'
        ? [
            textField({
              ...words('options'),
              max: 2_500,
              long: true,
              required: true,
              value: options,
              hint: t('form-editor.fields.options-hint', { max: formLimits.options }),
            }),
          ]
        : []),
      ...(limited
        ? [
            textField({
              ...words('limits'),
              max: 30,
              value: limits,
              hint: t(`form-editor.fields.limits-${unit}`),
            }),
          ]
        : []),
      ...(kind === 'short'
        ? [
            textField({
              ...words('pattern'),
              max: formLimits.pattern,
              value: pattern,
              hint: t('form-editor.fields.pattern-hint'),
            }),
          ]
        : []),
    ],
  };
}

function requiredField(required: string, t: Translate): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: t('form-editor.fields.required'),
    component: {
      type: ComponentType.RadioGroup,
      custom_id: 'required',
      options: ['yes', 'no'].map((value) => ({
        value,
        label: t(`forms.${value}`),
        default: value === required,
      })),
    },
  };
}

/** Why a question could not be kept, and the button to the form with all that was typed. */
export function refusedQuestion(retry: string, refusal: Refusal, t: Translate): Message {
  const { code, values } = shown(refusal);
  const correct = button(retry, t('forms.buttons.correct'), { style: ButtonStyle.Primary });
  return panel([
    text(t(`refusals.${code}`, values)),
    { type: ComponentType.ActionRow, components: [correct] },
  ]);
}
