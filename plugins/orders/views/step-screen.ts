import { type Message, plain, quiet, type Translate, textField } from '@guildhall/sdk';
import {
  type APIButtonComponentWithCustomId,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import plugin from '../plugin.ts';
import { isUsual, type NamedStep, type StepList, stepNameLimit } from '../steps.ts';
import { colours, statusName, stepName } from './words.ts';

/** What the buttons of the screen do with the chosen step. */
export type StepAct = 'show' | 'add' | 'rename' | 'up' | 'down' | 'ask' | 'remove';

/** The custom id of the text in {@link stepForm}. */
export const stepNameField = 'name';

/** The steps of a guild, one of which is chosen, and what can be done with it. */
export function stepScreen(steps: StepList, chosen: string, t: Translate): Message {
  const { open, ends } = steps;
  const place = open.findIndex(({ id }) => id === chosen);
  const mark = ({ id }: NamedStep) => (id === chosen ? ' ◀' : '');
  const line = (step: NamedStep) => `${plain(stepName(step, t))}${mark(step)}`;
  const act = (name: StepAct, enabled: boolean, style: ButtonStyle = ButtonStyle.Secondary) =>
    button(name, chosen, t(`step-screen.${name}`), style, !enabled);
  return {
    embeds: [
      {
        title: t('step-screen.title'),
        color: colours.open,
        description: [
          t('step-screen.help'),
          '',
          ...open.map((step, index) => `${index + 1}. ${line(step)}`),
          '',
          t('step-screen.ends', { ends: ends.map(line).join(' · ') }),
        ].join('\n'),
      },
    ],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: plugin.customId('steps'),
            placeholder: t('step-screen.choose'),
            options: [...open, ...ends].map((step) => ({
              value: step.id,
              label: stepName(step, t),
              default: step.id === chosen,
            })),
          },
        ],
      },
      {
        type: ComponentType.ActionRow,
        components: [
          act('add', place >= 0, ButtonStyle.Primary),
          act('rename', true),
          // Orders begin with the first step: it stays where it is.
          act('up', place > 1),
          act('down', place > 0 && place < open.length - 1),
          act('ask', place > 0 && !isUsual(chosen), ButtonStyle.Danger),
        ],
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** Asks before a step is taken away. @param orders how many are in it. */
export function removeQuestion(steps: StepList, id: string, orders: number, t: Translate): Message {
  const place = steps.open.findIndex((step) => step.id === id);
  const words = {
    step: plain(statusName(id, steps, t)),
    before: plain(statusName(steps.open[place - 1]!.id, steps, t)),
    count: orders,
  };
  return {
    content: t('step-screen.question', words),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          button('remove', id, t('step-screen.remove'), ButtonStyle.Danger),
          button('show', id, t('step-screen.show')),
        ],
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** Asks for the name of a new step after `id`, or for another name of `id`. */
export function stepForm(
  act: 'add' | 'rename',
  steps: StepList,
  id: string,
  t: Translate,
): APIModalInteractionResponseCallbackData {
  const rename = act === 'rename';
  const own = [...steps.open, ...steps.ends].find((step) => step.id === id)?.name;
  const usual = rename && isUsual(id);
  return {
    custom_id: plugin.customId('step', act, id),
    title: t(`step-screen.${act}`),
    components: [
      textField({
        id: stepNameField,
        label: t('step-screen.name'),
        max: stepNameLimit,
        required: !usual,
        ...(rename && own ? { value: own } : {}),
        ...(usual ? { hint: t('step-screen.usual', { name: t(`steps.${id}`) }) } : {}),
      }),
    ],
  };
}

function button(
  act: StepAct,
  id: string,
  label: string,
  style: ButtonStyle = ButtonStyle.Secondary,
  disabled = false,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: style as APIButtonComponentWithCustomId['style'],
    label,
    custom_id: plugin.customId('step', act, id),
    disabled,
  };
}
