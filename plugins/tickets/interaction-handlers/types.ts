import {
  ComponentHandler,
  type ComponentInteraction,
  type FieldDesk,
  update,
  workField,
} from '@guildhall/sdk';
import {
  addFromTemplate,
  problemIn,
  removedAnswer,
  typeAnswer,
  typeListAnswer,
} from '../effects/type-screen.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { isTemplate } from '../types/templates.ts';
import { typeField } from '../types/type-fields.ts';
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
      case 'submit':
        return workField(interaction, act, newTypeDesk(interaction));
    }
  }

  async #add(interaction: ComponentInteraction): Promise<void> {
    const [template = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
    if (!isTemplate(template)) {
      return workField(interaction, 'edit', newTypeDesk(interaction));
    }
    const type = await addFromTemplate(interaction, template);
    await update(interaction, await typeAnswer(interaction, type.id, undefined, added(interaction, type)));
  }
}

const added = ({ locale }: ComponentInteraction, type: Parameters<typeof titleOf>[0]) =>
  plugin.host.texts.in(locale)('type-screen.added', { type: titleOf(type) });

/** The name of a type that is made by it. */
function newTypeDesk(interaction: ComponentInteraction): FieldDesk {
  const { guild, guildId, user, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  let made: TicketType | undefined;
  return {
    view: {
      field: typeField('name')!.field,
      value: '',
      guild,
      address: (act) => plugin.customId('types', act),
      back: plugin.customId('types', 'page', 0),
      t,
    },
    drafts: plugin.host.drafts,
    draft: 'types:new',
    save: async (name) => {
      const result = await plugin.parts.types.add(guildId, { name: String(name) }, user.id);
      made = result.unwrapOr(undefined);
      return problemIn(result, t);
    },
    screen: () => typeAnswer(interaction, made!.id, undefined, added(interaction, made!)),
  };
}
