import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { bindList } from '../views/bind.ts';

/** Turns the pages of the list of binds. */
export class BindsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'binds' });
  }

  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    const binds = await plugin.parts.binds.page(interaction.guildId, Number(page));
    await update(interaction, bindList(binds, plugin.host.texts.in(interaction.locale)));
  }
}
