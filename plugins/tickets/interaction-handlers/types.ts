import {
  ComponentHandler,
  type ComponentInteraction,
  type FieldView,
  fieldModal,
  type Refusal,
  refusedField,
  typedText,
  update,
} from '@guildhall/sdk';
import {
  addFromTemplate,
  refusalLine,
  removedAnswer,
  typeAnswer,
  typeListAnswer,
} from '../effects/type-screen.ts';
import plugin from '../plugin.ts';
import { isTemplate } from '../templates.ts';
import { typeField } from '../type-fields.ts';
import { titleOf } from '../views/type-list.ts';

/** The list of `/ticket-types`: its pages, and the menu that adds a type. */
export class TypesHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'types' });
  }

  override async run(interaction: ComponentInteraction, [act, page]: string[]): Promise<void> {
    switch (act) {
      case 'page':
        return update(interaction, await typeListAnswer(interaction, Number(page)));
      case 'removed':
        return update(interaction, await removedAnswer(interaction, Number(page)));
      case 'add':
        return this.#add(interaction);
      case 'retry':
        return this.#askName(interaction, await plugin.host.drafts.get(interaction.user.id, draftKey));
      case 'submit':
        return this.#addEmpty(interaction);
    }
  }

  async #add(interaction: ComponentInteraction): Promise<void> {
    const [template = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
    if (!isTemplate(template)) {
      return this.#askName(interaction);
    }
    const type = await addFromTemplate(interaction, template);
    await update(interaction, await typeAnswer(interaction, type.id, undefined, added(interaction, type)));
  }

  async #askName(interaction: ComponentInteraction, typed?: string): Promise<void> {
    if (interaction.isMessageComponent()) {
      await interaction.showModal(fieldModal(nameView(interaction), typed));
    }
  }

  async #addEmpty(interaction: ComponentInteraction): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const { guildId, user, fields } = interaction;
    const name = fields.getTextInputValue(typedText);
    const result = await plugin.parts.types.add(guildId, { name }, user.id);
    if (result.isOk()) {
      const type = result.unwrap();
      return update(interaction, await typeAnswer(interaction, type.id, undefined, added(interaction, type)));
    }
    const view = nameView(interaction);
    await plugin.host.drafts.put(user.id, draftKey, name);
    await update(interaction, refusedField(view, refusalLine(result.unwrapErr() as Refusal, view.t), name));
  }
}

const draftKey = 'types:new';

const added = ({ locale }: ComponentInteraction, type: Parameters<typeof titleOf>[0]) =>
  plugin.host.texts.in(locale)('type-screen.added', { type: titleOf(type) });

function nameView({ locale }: ComponentInteraction): FieldView {
  return {
    field: typeField('name')!.field,
    value: '',
    address: (act) => plugin.customId('types', act),
    back: plugin.customId('types', 'page', 0),
    t: plugin.host.texts.in(locale),
  };
}
