import { tellByDm } from '@guildhall/sdk';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { readersIn } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { buyerNotice } from '../views/notices.ts';

/** Tells a buyer by direct message what became of their order. Where none reaches them, /my-purchases tells. */
export class TellBuyerTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-buyer' });
  }

  override async run({
    guild,
    order: id,
    version,
  }: {
    guild: string;
    order: string;
    version: number;
  }): Promise<void> {
    const { client } = plugin.host;
    const { orders } = plugin.parts;
    const order = await orders.of(guild, id);
    const happened = await orders.happened(id, version);
    if (!order || !happened) {
      return;
    }
    const server = client.guilds.cache.get(guild)?.name ?? '';
    const notice = buyerNotice(order, happened, server, await readersIn(guild));
    await tellByDm(client, order.buyer, notice, `${id.replaceAll('-', '')}v${version}`.slice(0, 25));
  }
}
