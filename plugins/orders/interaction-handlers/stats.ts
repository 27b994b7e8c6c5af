import { type ComponentInteraction, update } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import { statisticsAnswer } from '../effects/statistics.ts';
import { StaffHandler } from '../staff-handler.ts';
import type { Aspect } from '../views/statistics.ts';

/** Shows other numbers on the message of `/order stats`. */
export class StatsHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [aspect, weeks]: string[]): Promise<void> {
    const { guild } = interaction;
    const reader = await readerOf(interaction);
    await update(interaction, await statisticsAnswer(guild, aspect as Aspect, Number(weeks), reader));
  }
}
