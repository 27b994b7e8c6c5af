import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellLowStock } from '../effects/restock.ts';

/** Tells staff that little is left of a product. */
export class TellLowStockTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-low-stock' });
  }

  override async run({ guild, product }: { guild: string; product: string }): Promise<void> {
    await tellLowStock(guild, product);
  }
}
