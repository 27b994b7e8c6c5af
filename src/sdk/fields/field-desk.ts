import type { ComponentInteraction } from '../component-handler.ts';
import type { Drafts } from '../drafts.ts';
import { type Message, update } from '../respond.ts';
import { nameOf } from './field.ts';
import {
  type FieldAct,
  type FieldView,
  fieldEditor,
  fieldModal,
  refusedField,
  typedText,
} from './field-editor.ts';
import { problemText, readSubmission } from './submission.ts';

/** One field on a screen, and what it takes to change it. */
export interface FieldDesk {
  readonly view: FieldView;
  readonly drafts: Drafts;
  /** Tells what was typed for this field from all else that the person typed, as {@link Drafts} have it. */
  readonly draft: string;
  /** Writes the value down. @returns why it cannot be, in words for the person; undefined when it is. */
  readonly save: (value: unknown) => Promise<string | undefined>;
  /** The screen with the field on it. @param note what was just done, or why nothing was. */
  readonly screen: (note: string) => Message | Promise<Message>;
}

/**
 * Does what a person wants with a field: opens its editor, or takes what they switched, chose or typed. An `act` that is
 * none does nothing. @param to what a toggle is switched to.
 */
export async function workField(
  interaction: ComponentInteraction,
  act: string,
  desk: FieldDesk,
  to = 'off',
): Promise<void> {
  const { view, drafts, draft } = desk;
  switch (act as FieldAct) {
    case 'edit': {
      const editor = fieldEditor(view);
      if ('message' in editor) {
        return update(interaction, editor.message);
      }
      return interaction.isMessageComponent() ? interaction.showModal(editor.modal) : undefined;
    }
    case 'retry': {
      const typed = await drafts.get(interaction.user.id, draft);
      return interaction.isMessageComponent() ? interaction.showModal(fieldModal(view, typed)) : undefined;
    }
    case 'toggle':
      return sentField(interaction, desk, to);
    case 'clear':
      return sentField(interaction, desk, []);
    case 'choose':
      return sentField(interaction, desk, interaction.isAnySelectMenu() ? interaction.values : []);
    case 'submit':
      return sentField(
        interaction,
        desk,
        interaction.isModalSubmit() ? interaction.fields.getTextInputValue(typedText) : '',
      );
  }
}

/**
 * Takes what a person sent for a field and shows the screen again. What was typed and cannot be taken is kept for
 * another try; after a click the screen says why nothing was changed.
 */
async function sentField(
  interaction: ComponentInteraction,
  { view, drafts, draft, save, screen }: FieldDesk,
  sent: string | readonly string[],
): Promise<void> {
  const { field, t } = view;
  const problem = await readSubmission(field, sent).match({
    ok: save,
    err: async (unread) => problemText(unread, t),
  });
  if (problem === undefined) {
    return update(interaction, await screen(t('settings-screen.saved', { setting: nameOf(field, t) })));
  }
  if (typeof sent !== 'string' || field.meta.kind === 'toggle') {
    return update(interaction, await screen(`⚠️ ${problem}`));
  }
  await drafts.put(interaction.user.id, draft, sent);
  await update(interaction, refusedField(view, problem, sent));
}
