import {
  ComponentHandler,
  type ComponentInteraction,
  Refusal,
  refusalOf,
  respond,
  shortId,
  update,
} from '@guildhall/sdk';
import type { ModalSubmitInteraction } from 'discord.js';
import { askForm } from '../effects/asking.ts';
import { editForm, editorAnswer, inputIn, needType } from '../effects/form-editor.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import { comparedWith, comparisonsOf, howOf, isAlone, isChosen } from '../forms/comparisons.ts';
import {
  addQuestion,
  conditionQuestion,
  editQuestion,
  moveQuestion,
  needQuestion,
  placeForm,
  removeQuestion,
} from '../forms/form-edits.ts';
import type { Comparison, QuestionKind } from '../forms/question.ts';
import { editIn, inputOf, noInput, type QuestionInput } from '../forms/question-input.ts';
import plugin from '../plugin.ts';
import { comparisonForm, conditionScreen } from '../views/condition-screen.ts';
import { type EditAct, editId, kindMenu } from '../views/form-editor.ts';
import { questionModal, refusedQuestion } from '../views/question-modal.ts';

/** The screen that edits what a type of ticket asks. */
export class FormEditHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'types' });
  }

  override async run(interaction: ComponentInteraction, [act, id = '', ...args]: string[]): Promise<void> {
    const type = await needType(interaction, id);
    const t = plugin.host.texts.in(interaction.locale);
    const [question = ''] = args;
    const { forms } = plugin.parts;
    const chosen = interaction.isStringSelectMenu() ? interaction.values : [];
    switch (act as EditAct) {
      case 'show':
        return update(
          interaction,
          await editorAnswer(interaction, type, { page: Number(args[0] ?? 0), chosen: args[1] }),
        );
      case 'pick':
        return update(interaction, await editorAnswer(interaction, type, { chosen: chosen[0] }));
      case 'add':
        return update(interaction, kindMenu(type, t));
      case 'kind':
        return this.#write(interaction, type, 'new', chosen[0] ?? 'short');
      case 'new':
      case 'edit':
        return this.#write(interaction, type, act as 'new' | 'edit', question);
      case 'up':
      case 'down':
        await editForm(interaction, type, moveQuestion(question, act === 'up'));
        return update(interaction, await editorAnswer(interaction, type, { chosen: question }));
      case 'remove':
        await editForm(interaction, type, removeQuestion(question));
        return update(interaction, await editorAnswer(interaction, type));
      case 'when':
      case 'other':
      case 'how':
      case 'is':
        return this.#decide(interaction, type, act as EditAct, args);
      case 'always':
        await editForm(interaction, type, conditionQuestion(question, null));
        return update(interaction, await editorAnswer(interaction, type, { chosen: question }));
      case 'place': {
        const { place } = await forms.shapeOf(id);
        await editForm(interaction, type, placeForm(place === 'modal' ? 'channel' : 'modal'));
        return update(interaction, await editorAnswer(interaction, type));
      }
      case 'preview':
        if (!interaction.isModalSubmit() && !(await askForm(interaction, id, { preview: true }))) {
          throw new Refusal('no-questions');
        }
    }
  }

  /** When a question is asked: the one that decides, then how its answers are compared, then with what. */
  async #decide(
    interaction: ComponentInteraction,
    type: TicketType,
    act: EditAct,
    [id = '', on, how]: readonly string[],
  ): Promise<void> {
    const t = plugin.host.texts.in(interaction.locale);
    const chosen = interaction.isStringSelectMenu() ? interaction.values : [];
    const shape = await plugin.parts.forms.shapeOf(type.id);
    const question = needQuestion(shape, id);
    if (act === 'when') {
      const { when } = question;
      const other = shape.questions.find((one) => one.id === when?.question);
      const screen = { type, shape, question, other, how: when && other ? howOf(when) : undefined };
      return update(interaction, conditionScreen(screen, t));
    }
    const other = needQuestion(shape, act === 'other' ? (chosen[0] ?? '') : (on ?? ''));
    const comparison = (how ?? comparisonsOf(other)[0]) as Comparison;
    const screen = { type, shape, question, other, how: comparison };
    if (act === 'other' || (act === 'how' && isChosen(other) && !isAlone(comparison))) {
      return update(interaction, conditionScreen(screen, t));
    }
    if (act === 'how' && !isAlone(comparison) && !interaction.isModalSubmit()) {
      return void (await interaction.showModal(comparisonForm(screen, t)));
    }
    const is = interaction.isModalSubmit()
      ? comparedWith(other, interaction.fields.getTextInputValue('compared'))
      : [...chosen];
    const when = { question: other.id, how: comparison, is };
    await editForm(interaction, type, conditionQuestion(id, when));
    return update(interaction, await editorAnswer(interaction, type, { chosen: id }));
  }

  /** @param what the kind of a new question, or the id of one that is there. */
  async #write(
    interaction: ComponentInteraction,
    type: TicketType,
    act: 'new' | 'edit',
    what: string,
  ): Promise<void> {
    const t = plugin.host.texts.in(interaction.locale);
    const { user } = interaction;
    const address = editId(act, type.id, what);
    const key = `question:${type.id}:${what}`;
    if (interaction.isModalSubmit()) {
      return this.#keep(interaction, type, act, what);
    }
    const shape = await plugin.parts.forms.shapeOf(type.id);
    const before = act === 'edit' ? needQuestion(shape, what) : undefined;
    // A new question begins empty, also when another one could not be kept before it.
    const typed = interaction.isStringSelectMenu() ? undefined : await plugin.host.drafts.get(user.id, key);
    const input = typed ? (JSON.parse(typed) as QuestionInput) : before ? inputOf(before) : noInput;
    await interaction.showModal(questionModal(address, before?.kind ?? (what as QuestionKind), input, t));
  }

  async #keep(
    interaction: ModalSubmitInteraction<'cached'>,
    type: TicketType,
    act: 'new' | 'edit',
    what: string,
  ): Promise<void> {
    const { user, locale } = interaction;
    const key = `question:${type.id}:${what}`;
    const input = inputIn(interaction);
    const question = act === 'new' ? shortId() : what;
    try {
      const edit = editIn(input);
      const added = { id: question, kind: what as QuestionKind, when: null, ...edit };
      await editForm(interaction, type, act === 'new' ? addQuestion(added) : editQuestion(what, edit));
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) {
        throw error;
      }
      await plugin.host.drafts.put(user.id, key, JSON.stringify(input));
      const t = plugin.host.texts.in(locale);
      return respond(interaction, refusedQuestion(editId(act, type.id, what), refusal, t));
    }
    await plugin.host.drafts.put(user.id, key, '');
    await update(interaction, await editorAnswer(interaction, type, { chosen: question }));
  }
}
