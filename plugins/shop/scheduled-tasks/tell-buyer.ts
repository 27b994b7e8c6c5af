import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellBuyer } from '../effects/buyer-told.ts';

/** Tells a buyer what became of their order. */
export class TellBuyerTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-buyer' });
  }

  override async run({
    guild,
    order,
    version,
  }: {
    guild: string;
    order: string;
    version: number;
  }): Promise<void> {
    await tellBuyer(guild, order, version);
  }
}
