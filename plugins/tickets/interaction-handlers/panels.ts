import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { addPanel, panelAnswer, panelListAnswer } from '../effects/panel-screen.ts';
import plugin from '../plugin.ts';

/** The list of `/ticket setup`: its pages, and the menu that puts a panel up. */
export class PanelsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'types' });
  }

  override async run(interaction: ComponentInteraction, [act, page]: string[]): Promise<void> {
    if (act === 'add' && interaction.isChannelSelectMenu()) {
      const panel = await addPanel(interaction, interaction.values[0]!);
      const note = plugin.host.texts.in(interaction.locale)('panel-screen.added');
      return update(interaction, await panelAnswer(interaction, panel.id, note));
    }
    await update(interaction, await panelListAnswer(interaction, Number(page ?? 0)));
  }
}
