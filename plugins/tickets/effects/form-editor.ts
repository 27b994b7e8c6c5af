import { type Message, Refusal } from '@guildhall/sdk';
import type { BaseInteraction, ModalSubmitInteraction } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import type { FormEdit } from '../forms/form-edits.ts';
import { noInput, type QuestionInput } from '../forms/question-input.ts';
import plugin from '../plugin.ts';
import { formEditor } from '../views/form-editor.ts';
import { orRefuse } from '../views/refusal.ts';

/** What of the editor is shown. */
export interface EditorPlace {
  readonly page?: number;
  /** The id of the question that is looked at. */
  readonly chosen?: string | undefined;
  readonly note?: string;
}

/** The type whose form is edited. @throws Refusal `no-such-type`. */
export async function needType(
  { guildId }: Pick<BaseInteraction<'cached'>, 'guildId'>,
  id: string,
): Promise<TicketType> {
  const type = await plugin.parts.types.find(guildId, id);
  if (!type || type.removedAt) {
    throw new Refusal('no-such-type');
  }
  return type;
}

/** The screen that edits the form of a type. */
export async function editorAnswer(
  interaction: BaseInteraction<'cached'>,
  type: TicketType,
  { page = 0, chosen, note }: EditorPlace = {},
): Promise<Message> {
  const shape = await plugin.parts.forms.shapeOf(type.id);
  const t = plugin.host.texts.in(interaction.locale);
  return formEditor({ type, shape, page, chosen, note }, t);
}

/** Changes the form of a type. @throws Refusal */
export async function editForm(
  { guildId, user }: BaseInteraction<'cached'>,
  type: TicketType,
  edit: FormEdit,
): Promise<void> {
  orRefuse(await plugin.parts.forms.change({ guild: guildId, type: type.id, by: user.id }, edit));
}

/** What was filled into the form of a question. */
export function inputIn({ fields }: ModalSubmitInteraction<'cached'>): QuestionInput {
  const filled = Object.keys(noInput).flatMap((name) => {
    const field = fields.fields.get(name) as { readonly value?: string | null } | undefined;
    return field ? [[name, field.value ?? ''] as const] : [];
  });
  return { ...noInput, ...Object.fromEntries(filled) };
}
