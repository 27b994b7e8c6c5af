import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { update } from '../../sdk/respond.ts';
import { refuseAllButOwners } from '../owners.ts';
import { listPlugins } from '../plugin-desk.ts';

/** Turns to a page of the list of plugins. */
export class PluginPageHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    refuseAllButOwners(interaction);
    await update(interaction, await listPlugins(interaction.locale, Number(page)));
  }
}
