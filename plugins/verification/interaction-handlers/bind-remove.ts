import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { bindRemoved } from '../views/bind.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that removes a bind. */
export class BindRemoveHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'binds' });
  }

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const bind = orRefuse(await plugin.parts.binds.remove(guildId, id, user.id));
    await update(interaction, bindRemoved(bind, plugin.host.texts.in(locale)));
  }
}
