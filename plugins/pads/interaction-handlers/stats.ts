import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { daysBefore } from '../context.ts';
import pads from '../plugin.ts';
import { leaderboard } from '../views/statistics.ts';

/** Turns the pages of the statistics. */
export class StatsHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page, days]: string[]): Promise<void> {
    const since = daysBefore(pads.host.clock.now(), Number(days));
    const totals = await pads.parts.statistics.hosts(interaction.guildId, since);
    const t = pads.host.texts.in(interaction.locale);
    await update(interaction, leaderboard(totals, Number(days), Number(page), t));
  }
}
