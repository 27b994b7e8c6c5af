import { ComponentHandler, type ComponentInteraction, plain, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The form with a new way to pay. */
export class MethodHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'methods' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const { guildId, user, fields, locale } = interaction;
    const facts = {
      name: fields.getTextInputValue('name'),
      instructions: fields.getTextInputValue('instructions'),
    };
    const { name } = orRefuse(await plugin.parts.methods.add(guildId, facts, user.id));
    const t = plugin.host.texts.in(locale);
    await respond(interaction, { content: t('methods.added', { name: plain(name, 60) }), private: true });
  }
}
