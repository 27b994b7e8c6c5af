import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Files, pluginFiles, until } from '../host/third-party.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** What other plugins know of orders, make, and hear. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;
let eve: Member;

/** `/shop find` looks an order up, `/shop sell` makes one. What it hears it writes into the audit log. */
const shop: Files = {
  ...pluginFiles('shop', { declares: "uses: { required: ['orders'] }, hears: ['orders.changed']," }),
  'commands/shop.ts': `import { Subcommand } from '@sapphire/plugin-subcommands';
import plugin from '../plugin.ts';

export class Shop extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    const subcommands = ['find', 'sell'].map((name) => ({ name, chatInputRun: name }));
    super(context, { name: 'shop', subcommands });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((it) => {
      it.setName('shop').setDescription('commands.it');
      for (const [name, ...options] of [['find', 'id'], ['sell', 'key', 'what']]) {
        it.addSubcommand((sub) => {
          sub.setName(name!).setDescription('commands.it');
          for (const name of options) {
            sub.addStringOption((option) => option.setName(name).setDescription('commands.it'));
          }
          return sub;
        });
      }
      return it;
    });
  }

  async find(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, options } = interaction;
    const found = await plugin.host.use('orders')!.find(guildId, options.getString('id', true));
    await interaction.reply(JSON.stringify(found));
  }

  async sell(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, channelId, options, user } = interaction;
    const made = await plugin.host.use('orders')!.create({
      guild: guildId,
      customer: { user: user.id, name: user.username },
      details: options.getString('what') ?? '',
      channel: channelId,
      price: { amount: 2550, currency: 'USD' },
      by: 'automatic',
      key: options.getString('key', true),
    });
    await interaction.reply(JSON.stringify(made));
  }
}
`,
  'scheduled-tasks/orders-changed.ts': `import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

export class OrdersChanged extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'orders.changed' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    const { database, audit } = plugin.host;
    const found = await plugin.host.use('orders')!.find(guild, order);
    const to = typeof found === 'string' ? found : found.state;
    await database.transaction((em) => audit.write(em, { guild, actor: 'automatic', action: 'heard', target: order, to }));
  }
}
`,
};

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam, eve } = orders);
  await orders.stage.plugins.write('shop', shop);
  await until(orders.stage, 'shop', { state: 'running' });
  await ada.slash('/features enable', { feature: 'shop' });
  await eve.until(() => eve.commands().includes('/shop find'));
});
afterAll(() => orders?.stage.stop());

const find = async (id: string) => JSON.parse((await eve.slash('/shop find', { id })).text);

/** How an order was, each time that the shop heard of it. */
async function heard(id: string): Promise<string[]> {
  const sql = "select after from host__audit where action = 'shop.heard' and target = ? order by at";
  const rows = await orders.stage.database.rows<{ after: string }>(sql, id);
  return rows.map(({ after }) => JSON.parse(after) as string);
}

test('an order is found by its id, however it is typed; what is none is told apart', async () => {
  const id = await orders.make({ customer: `<@${eve.id}>`, price: '$12' });
  expect(await find(id.toLowerCase().replaceAll('-', ' '))).toMatchObject({
    id,
    state: 'open',
    customer: { user: eve.id, name: 'eve' },
    details: 'A red house',
    price: { amount: 1200, currency: 'USD' },
  });
  expect(await find('red house')).toBe('no-id');
  expect(await find('ORD-0000000-000001')).toBe('mistyped-id');
  expect(await find('ORD-0000000-000000')).toBe('no-such-order');
});

test('an order of another server is not found', async () => {
  const id = await orders.make();
  const other = orders.stage.guild('Other', { owner: 'ada' });
  const there = other.owner;
  await there.until(() => there.commands().includes('/features enable'));
  for (const feature of ['orders', 'shop']) {
    await there.slash('/features enable', { feature });
  }
  await there.until(() => there.commands().includes('/shop find'));
  expect(JSON.parse((await there.slash('/shop find', { id })).text)).toBe('no-such-order');
});

test('what is sold once is one order, however often it is asked for; staff see it like any other', async () => {
  const sell = async (inputs: Record<string, string>) =>
    JSON.parse((await eve.slash('/shop sell', inputs)).text);
  const before = (await orders.orders()).length;
  const first = await sell({ key: 'cart-1', what: 'A hat from the shop' });
  expect(await sell({ key: 'cart-1', what: 'A hat from the shop' })).toEqual(first);
  expect(await orders.orders()).toHaveLength(before + 1);
  expect(first).toMatchObject({ state: 'open', price: { amount: 2550, currency: 'USD' } });
  const card = await sam.slash('/order view', { id: first.id });
  expect(card.text).toMatch(/A hat from the shop[\s\S]*\$25\.50[\s\S]*the bot, by itself/);
  expect(await sell({ key: 'cart-2' })).toBe('details-length');
});

test('each change of an order is told, also after a crash', async () => {
  const id = await orders.make();
  await ada.until(async () => (await heard(id)).at(-1) === 'open');
  await sam.slash('/order complete', { id });
  await orders.crash();
  await ada.until(async () => (await heard(id)).at(-1) === 'completed');
  await sam.slash('/order reopen', { id });
  await ada.until(async () => (await heard(id)).at(-1) === 'open');
  expect((await heard(id)).length).toBeLessThanOrEqual(4);
});
