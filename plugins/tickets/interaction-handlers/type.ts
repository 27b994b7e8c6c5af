import { ComponentHandler, type ComponentInteraction, respond, update, workField } from '@guildhall/sdk';
import { typeAnswer, typeDesk, typeListAnswer, typeOf } from '../effects/type-screen.ts';
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
      default: {
        const [seen, name = '', to] = rest;
        const desk = await typeDesk(interaction, { id, name, seen: Number(seen) });
        return workField(interaction, act!, desk, to);
      }
    }
  }
}
