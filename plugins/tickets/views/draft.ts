import { type Message, plain, quiet, type Translate } from '@guildhall/sdk';
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType, inlineCode } from 'discord.js';
import { shownQuestions } from '../forms/conditions.ts';
import { nextStep, type OpenDraft } from '../forms/drafts.ts';
import type { WrongAnswer } from '../forms/step-check.ts';
import plugin from '../plugin.ts';
import { answerLines } from './answer-words.ts';
import { shown } from './refusal.ts';

/** What the buttons of a form that was begun do. */
export type DraftAct = 'next' | 'back' | 'anew' | 'drop';

const blurple = 0x5865f2;
const red = 0xed4245;

/**
 * A form that was begun, between two steps.
 * @param why `begun`: it was begun earlier; `step`: it goes on; `wrong`: something is to be put right.
 */
export function draftView(
  open: OpenDraft,
  why: 'begun' | 'step' | 'wrong',
  t: Translate,
  wrong: readonly WrongAnswer[] = [],
): Message {
  const { draft, form } = open;
  const done = nextStep(open).length === 0;
  const all = shownQuestions(form.questions, draft.answers)
    .filter(({ id }) => draft.answers[id])
    .map((question) => ({ question, answer: draft.answers[question.id] }));
  const problems = wrong.map(({ question, refusal }) => {
    const { code, values } = shown(refusal);
    return t('forms.problem', { label: plain(question.label, 90), problem: t(`refusals.${code}`, values) });
  });
  const answeredOrder = all.find(({ question }) => question.kind === 'order')?.answer?.values[0];
  const other = why === 'begun' && draft.order && answeredOrder && isOther(answeredOrder, draft.order);
  const next = done ? 'open' : why === 'wrong' ? 'correct' : 'next';
  return {
    content: other
      ? t('forms.other-order', { begun: orderWords(answeredOrder), order: orderWords(draft.order!) })
      : t(`forms.${done && why !== 'wrong' ? 'done' : why}`),
    embeds: [
      ...(problems.length > 0 ? [{ color: red, description: problems.join('\n').slice(0, 1_900) }] : []),
      ...(all.length > 0
        ? [
            {
              color: blurple,
              title: t('forms.so-far', { count: all.length }),
              description: answerLines(all, t, { guild: draft.guild, channel: null }, 3_000),
            },
          ]
        : []),
    ],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          button(draft.id, 'next', t(`forms.buttons.${next}`), ButtonStyle.Primary),
          ...(draft.steps.length > 0 ? [button(draft.id, 'back', t('forms.buttons.back'))] : []),
          button(draft.id, 'anew', t('forms.buttons.anew')),
          button(draft.id, 'drop', t('forms.buttons.drop'), ButtonStyle.Danger),
        ],
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

const isOther = (one: string, other: string) => one.trim().toUpperCase() !== other.trim().toUpperCase();

const orderWords = (id: string) => inlineCode(id.replaceAll('`', "'"));

/** What stays of a form that was given up, or of a preview that came to its end. */
export function endedDraft(open: OpenDraft, why: 'dropped' | 'previewed', t: Translate): Message {
  const { draft, form } = open;
  const all = shownQuestions(form.questions, draft.answers).map((question) => ({
    question,
    answer: draft.answers[question.id],
  }));
  return {
    content: t(`forms.${why}`),
    embeds:
      why === 'previewed'
        ? [{ color: blurple, description: answerLines(all, t, { guild: draft.guild, channel: null }) }]
        : [],
    allowedMentions: quiet,
    private: true,
  };
}

const button = (
  draft: string,
  act: DraftAct,
  label: string,
  style: ButtonStyle = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: style as ButtonStyle.Primary,
  label,
  custom_id: plugin.customId('form', draft, act),
});
