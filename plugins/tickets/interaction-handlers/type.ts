import {
  ComponentHandler,
  type ComponentInteraction,
  fieldEditor,
  fieldModal,
  nameOf,
  problemText,
  type Refusal,
  readSubmission,
  refusedField,
  respond,
  typedText,
  update,
} from '@guildhall/sdk';
import { refusalLine, typeAnswer, typeFieldView, typeListAnswer, typeOf } from '../effects/type-screen.ts';
import { welcomePreview } from '../effects/welcome.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { titleOf } from '../views/type-list.ts';
import { removeQuestion } from '../views/type-screen.ts';

/** The screen of one type: its sections, its fields, and what is done with the whole type. */
export class TypeHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'types' });
  }

  override async run(interaction: ComponentInteraction, [act, id = '', ...rest]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { types } = plugin.parts;
    const t = plugin.host.texts.in(locale);
    switch (act) {
      case 'show':
        return update(interaction, await typeAnswer(interaction, id, rest[0]));
      case 'section': {
        const section = interaction.isStringSelectMenu() ? interaction.values[0] : undefined;
        return update(interaction, await typeAnswer(interaction, id, section));
      }
      case 'preview':
        return respond(interaction, await welcomePreview(interaction, await typeOf(interaction, id)));
      case 'up':
      case 'down':
        orRefuse(await types.move(guildId, id, act === 'up', user.id));
        return update(interaction, await typeAnswer(interaction, id));
      case 'ask':
        return update(interaction, removeQuestion(await typeOf(interaction, id), await types.inUse(id), t));
      case 'remove': {
        const type = orRefuse(await types.remove(guildId, id, user.id));
        const note = t('type-screen.was-removed', { type: titleOf(type) });
        return update(interaction, await typeListAnswer(interaction, 0, note));
      }
      case 'restore': {
        const type = orRefuse(await types.restore(guildId, id, user.id));
        const note = t('type-screen.restored', { type: titleOf(type) });
        return update(interaction, await typeAnswer(interaction, id, undefined, note));
      }
      default:
        return this.#field(interaction, act!, id, rest);
    }
  }

  async #field(
    interaction: ComponentInteraction,
    act: string,
    id: string,
    [seen, name = '', to]: string[],
  ): Promise<void> {
    const view = await typeFieldView(interaction, id, name);
    const save = (sent: string | readonly string[]) =>
      this.#save(interaction, { id, name, seen: Number(seen), sent });
    switch (act) {
      case 'edit': {
        const editor = fieldEditor(view);
        if ('message' in editor) {
          return update(interaction, editor.message);
        }
        return interaction.isMessageComponent() ? interaction.showModal(editor.modal) : undefined;
      }
      case 'retry': {
        const draft = await plugin.host.drafts.get(interaction.user.id, draftKey(id, name));
        return interaction.isMessageComponent() ? interaction.showModal(fieldModal(view, draft)) : undefined;
      }
      case 'toggle':
        return save(to ?? 'off');
      case 'clear':
        return save([]);
      case 'choose':
        return save(interaction.isAnySelectMenu() ? interaction.values : []);
      case 'submit':
        return save(interaction.isModalSubmit() ? interaction.fields.getTextInputValue(typedText) : '');
    }
  }

  async #save(interaction: ComponentInteraction, { id, name, seen, sent }: Submission): Promise<void> {
    const { guildId, user, guild } = interaction;
    const before = await typeFieldView(interaction, id, name);
    const { field, section, t } = before;
    const read = readSubmission(field, name === 'emoji' ? serverEmoji(guild, String(sent)) : sent);
    let problem: string;
    if (read.isErr()) {
      problem = problemText(read.unwrapErr(), t);
    } else {
      const patch = { [name]: read.unwrap() };
      const result = await plugin.parts.types.change(guildId, id, seen, patch, user.id);
      if (result.isOk()) {
        const note = t('settings-screen.saved', { setting: nameOf(field, t) });
        return update(interaction, await typeAnswer(interaction, id, section, note));
      }
      problem = refusalLine(result.unwrapErr() as Refusal, t);
    }
    if (typeof sent !== 'string' || field.meta.kind === 'toggle') {
      // Nothing was typed: the screen shows how it is, and why nothing was changed.
      return update(interaction, await typeAnswer(interaction, id, section, `⚠️ ${problem}`));
    }
    await plugin.host.drafts.put(user.id, draftKey(id, name), sent);
    await update(interaction, refusedField(before, problem, sent));
  }
}

interface Submission {
  readonly id: string;
  readonly name: string;
  /** The version that the person saw. */
  readonly seen: number;
  readonly sent: string | readonly string[];
}

const draftKey = (id: string, name: string) => `type:${id}:${name}`;

/** Forms do not turn `:party:` into the emoji of the server that it is: this does. */
function serverEmoji({ emojis }: ComponentInteraction['guild'], typed: string): string {
  const name = /^:?(\w{2,32}):?$/.exec(typed.trim())?.[1];
  const found = name && emojis.cache.find((emoji) => emoji.name === name);
  return found ? String(found) : typed;
}
