import { blockListView, ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { toPage } from '../views/blocks.ts';

/** Turns the pages of those who may not open tickets. */
export class BlocksHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'block' });
  }

  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    const { guildId, locale } = interaction;
    const shown = await plugin.parts.blocks.list(guildId, Number(page));
    await update(interaction, blockListView(shown, toPage, plugin.host.texts.in(locale)));
  }
}
