import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { update } from '../../sdk/respond.ts';
import { refuseAllButOwners } from '../owners.ts';
import guildhall from '../plugin.ts';
import { pluginList } from '../views/plugin-list.ts';

/** Turns to a page of the list of plugins. */
export class PluginPageHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    refuseAllButOwners(interaction);
    const t = guildhall.host.texts.in(interaction.locale);
    await update(interaction, pluginList(guildhall.parts.plugins.list(), Number(page), t));
  }
}
