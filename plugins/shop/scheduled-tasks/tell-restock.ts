import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellRestock } from '../effects/restock.ts';

/** Tells those who wait for a product that it can be bought again. */
export class TellRestockTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-restock' });
  }

  override async run({ guild, product }: { guild: string; product: string }): Promise<void> {
    await tellRestock(guild, product);
  }
}
