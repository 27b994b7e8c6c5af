import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { historyView } from '../views/history.ts';

/** Turns the pages of the history. */
export class HistoryHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page, pad, host]: string[]): Promise<void> {
    const filter = { pad: Number(pad) || undefined, host: host || undefined };
    const rows = await pads.parts.archive.history(interaction.guildId, filter, Number(page));
    await update(interaction, historyView(rows, filter, pads.host.texts.in(interaction.locale)));
  }
}
