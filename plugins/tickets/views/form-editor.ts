import {
  button,
  listPage,
  type Message,
  pageTurner,
  panel,
  plain,
  shortened,
  type Translate,
  text,
} from '@guildhall/sdk';
import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import { type FormShape, formLimits, type Question, questionKinds } from '../forms/question.ts';
import plugin from '../plugin.ts';
import { conditionWords } from './condition-words.ts';
import { menu, row } from './rows.ts';

/** What the editor's buttons, menus and forms do. */
export type EditAct =
  | 'show'
  | 'pick'
  | 'add'
  | 'kind'
  | 'new'
  | 'edit'
  | 'up'
  | 'down'
  | 'remove'
  | 'when'
  | 'other'
  | 'how'
  | 'is'
  | 'always'
  | 'place'
  | 'preview';

/** What the editor shows. */
export interface EditorView {
  readonly type: TicketType;
  readonly shape: FormShape;
  readonly page: number;
  /** The id of the question that is looked at. */
  readonly chosen?: string | undefined;
  /** What was just done, or why it was not. */
  readonly note?: string | undefined;
}

const pageSize = 10;

export const editId = (act: EditAct, type: string, ...args: (string | number)[]) =>
  plugin.customId('form-edit', act, type, ...args);

/** The form of a type: its questions by pages, and what can be done with the one that is looked at. */
export function formEditor({ type, shape, page, chosen, note }: EditorView, t: Translate): Message {
  const { questions, place } = shape;
  const at = questions.findIndex(({ id }) => id === chosen);
  const list = listPage(questions, at < 0 ? page : Math.floor(at / pageSize), pageSize);
  const id = (act: EditAct, ...args: (string | number)[]) => editId(act, type.id, ...args);
  const first = list.page * pageSize;
  const lines = list.shown.map((question, index) => questionLine(question, first + index, questions, t));
  const full = questions.length >= formLimits.questions;
  return panel([
    text(`## ${t('form-editor.title', { type: plain(type.name, 60) })}`),
    ...(note ? [text(note)] : []),
    text(t(`form-editor.place-${place}`)),
    text(lines.join('\n') || t('form-editor.none')),
    ...(questions.length > 0
      ? [questionMenu(list.shown, first, at < 0 ? undefined : chosen, id('pick'), t)]
      : []),
    ...(at < 0 ? [] : chosenRows(questions, at, id, t)),
    { type: ComponentType.Separator },
    row(
      button(id('add'), t('form-editor.add'), { style: ButtonStyle.Primary, disabled: full }),
      button(id('preview'), t('form-editor.preview'), { disabled: questions.length === 0 }),
      button(id('place'), t(`form-editor.to-${place === 'modal' ? 'channel' : 'modal'}`)),
      button(plugin.customId('type', 'show', type.id), t('form-editor.back')),
    ),
    ...pageTurner(list, (target) => id('show', target), t),
  ]);
}

/** Asks what kind of question is to be added. */
export function kindMenu({ id, name }: TicketType, t: Translate): Message {
  return panel([
    text(`## ${t('form-editor.title', { type: plain(name, 60) })}`),
    text(t('form-editor.which-kind')),
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: editId('kind', id),
          placeholder: t('form-editor.kind'),
          options: questionKinds.map((kind) => ({
            value: kind,
            label: t(`question-kinds.${kind}.name`),
            description: t(`question-kinds.${kind}.help`),
          })),
        },
      ],
    },
    row(button(editId('show', id, 0), t('form-editor.cancel'))),
  ]);
}

function questionLine(question: Question, index: number, all: readonly Question[], t: Translate): string {
  const { label, kind, required, when } = question;
  const facts = [
    t(`question-kinds.${kind}.name`),
    t(required ? 'form-editor.required' : 'form-editor.optional'),
    ...(when ? [conditionWords(when, all, t)] : []),
  ];
  return `**${index + 1}. ${plain(label, 90)}**\n-# ${facts.join(' · ')}`;
}

function questionMenu(
  shown: readonly Question[],
  first: number,
  chosen: string | undefined,
  id: string,
  t: Translate,
): APIComponentInContainer {
  const options = shown.map((question, index) => ({
    value: question.id,
    label: shortened(`${first + index + 1}. ${question.label}`, 100),
    default: question.id === chosen,
  }));
  return menu(id, t('form-editor.choose'), options);
}

function chosenRows(
  questions: readonly Question[],
  at: number,
  id: (act: EditAct, ...args: (string | number)[]) => string,
  t: Translate,
): APIComponentInContainer[] {
  const question = questions[at]!;
  return [
    row(
      button(id('edit', question.id), t('form-editor.edit')),
      button(id('when', question.id), t('form-editor.condition'), { disabled: at === 0 }),
      button(id('up', question.id), t('form-editor.up'), { disabled: at === 0 }),
      button(id('down', question.id), t('form-editor.down'), { disabled: at === questions.length - 1 }),
      button(id('remove', question.id), t('form-editor.remove'), { style: ButtonStyle.Danger }),
    ),
  ];
}
