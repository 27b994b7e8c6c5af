import { expect } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import { Attachment } from '../entities/attachment.ts';
import { Customer } from '../entities/customer.ts';
import { Happening } from '../entities/happening.ts';
import { Order } from '../entities/order.ts';
import { StatusMessage } from '../entities/status-message.ts';
import { Step } from '../entities/step.ts';
import { channel, eve, type Ground, guild, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

const tables = [Order, Happening, Attachment, Customer, StatusMessage, Step] as const;

const picture = {
  id: '500000000000000001',
  name: 'secret.png',
  size: 10,
  channel,
  message: '600000000000000001',
};

/** Eve has an open order and a completed one, which Sam and Tim worked on. Tim once was a customer himself. */
async function fill(ground: Ground) {
  const { orders, files, wishes, steps } = ground;
  const forEve = { customer: { user: eve, name: 'Eve Secret' }, details: 'A secret house' };
  const open = await ground.make(forEve);
  const done = await ground.make(forEve);
  for (const { id } of [open, done]) {
    (await orders.note(guild, id, 'a secret note', sam)).unwrap();
    (await orders.assign(guild, id, tim, sam)).unwrap();
    (await files.attach(guild, id, [picture], sam)).unwrap();
  }
  (await orders.complete(guild, done.id, tim)).unwrap();
  await wishes.setTells(guild, eve, false);
  const other = await ground.make({ guild: otherGuild, by: tim });
  await steps.add(guild, 'Painted', 'received', sam);
  return { open, done, other };
}

/** All that the database holds, as one text. */
const everything = async (ground: Ground) =>
  JSON.stringify(await Promise.all(tables.map((table) => ground.all(table as never))));

onEveryDatabase((test) => {
  test('a server that is forgotten leaves nothing, and others keep theirs', async (ground) => {
    const { other } = await fill(ground);
    await ground.transaction((em) => dataDutiesOf(ground).forgetGuild(em, guild));

    expect(await everything(ground)).not.toContain(guild);
    expect(await ground.all(Order)).toMatchObject([{ id: other.id, guild: otherGuild }]);
    expect(await ground.all(Happening)).toMatchObject([{ order: other.id, kind: 'created' }]);
  });

  test('a customer gets all that is held about them', async (ground) => {
    const { open, done } = await fill(ground);
    const held = await dataDutiesOf(ground).exportUser(ground.context.database.read(), eve);
    const { orders, ...others } = JSON.parse(JSON.stringify(held));

    expect(orders.map(({ id }: Order) => id).sort()).toEqual([open.id, done.id].sort());
    expect(orders[0]).toMatchObject({
      guild,
      customer: eve,
      customerName: 'Eve Secret',
      details: 'A secret house',
    });
    expect(others).toMatchObject({ worked: [], done: [], attachments: [], wishes: [{ guild, tell: false }] });
  });

  test('staff get what they did, and not what customers ordered', async (ground) => {
    const { done } = await fill(ground);
    const held = await dataDutiesOf(ground).exportUser(ground.context.database.read(), tim);
    const { orders, worked, done: did } = JSON.parse(JSON.stringify(held));

    expect(orders).toEqual([]);
    expect(worked).toHaveLength(3);
    expect(JSON.stringify(worked)).not.toMatch(/secret/i);
    expect(did).toEqual(
      expect.arrayContaining([expect.objectContaining({ order: done.id, kind: 'completed' })]),
    );
  });

  test('a customer who is forgotten is nowhere; what an open order asks for stays', async (ground) => {
    const { open, done } = await fill(ground);
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));

    const rows = await everything(ground);
    expect(rows).not.toContain(eve);
    expect(rows).not.toMatch(/Eve Secret|secret\.png|a secret note/i);
    const order = async (id: string) => (await ground.orders.find(guild, id)).unwrap();
    expect(await order(open.id)).toMatchObject({
      customer: null,
      customerName: 'forgotten',
      details: 'A secret house',
    });
    expect(await order(done.id)).toMatchObject({ customer: null, customerName: 'forgotten', details: '-' });
    // Somebody still works on it.
    expect((await ground.orders.complete(guild, open.id, sam)).isOk()).toBe(true);
    expect((await ground.shelf.list(guild, { state: 'any', text: 'eve' }, 0)).total).toBe(0);
  });

  test('staff who are forgotten are nowhere; the orders stay, and count', async (ground) => {
    const { open } = await fill(ground);
    for (const user of [sam, tim]) {
      await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, user));
    }
    const rows = await everything(ground);
    expect(rows).not.toContain(sam);
    expect(rows).not.toContain(tim);
    expect((await ground.orders.find(guild, open.id)).unwrap()).toMatchObject({
      customer: eve,
      assignee: null,
    });
    const { completed, staff } = await ground.statistics.of(guild, 1, 'UTC');
    expect({ completed, staff }).toMatchObject({
      completed: 1,
      staff: [{ user: 'forgotten', completed: 1 }],
    });
  });
});
