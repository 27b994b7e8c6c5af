import { tellByDm } from '@guildhall/sdk';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { readersIn } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { customerNotice } from '../views/notices.ts';

/** Tells a customer by direct message what has changed, where they wish. */
export class TellCustomerTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-customer' });
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
    const { orders, steps, wishes } = plugin.parts;
    const order = (await orders.find(guild, id)).unwrapOr(undefined);
    const happened = await wishes.news(id, version);
    if (!order?.customer || happened.length === 0 || !(await wishes.tells(guild, order.customer))) {
      return;
    }
    const facts = { order, steps: await steps.of(guild) };
    const server = client.guilds.cache.get(guild)?.name ?? '';
    const notice = customerNotice(facts, happened, server, await readersIn(guild));
    await tellByDm(client, order.customer, notice, `${order.id.replaceAll('-', '')}v${version}`);
  }
}
