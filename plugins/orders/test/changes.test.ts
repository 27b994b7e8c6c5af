import { Overtaken } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Happening } from '../entities/happening.ts';
import { Order } from '../entities/order.ts';
import { draft, eve, type Ground, guild, minutes, onEveryDatabase, sam, tim } from './ground.ts';

const jobsNamed = ({ jobs }: Ground, name: string) => [...jobs.values()].filter((job) => job.name === name);

onEveryDatabase((test) => {
  test('a change is the row, a line of history, an entry in the audit log, and jobs that show it', async (ground) => {
    const { id } = await ground.make({ customer: { user: eve, name: 'Eve' } });
    ground.jobs.clear();
    (await ground.orders.cancel(guild, id, sam, 'sold out')).unwrap();

    expect(await ground.all(Order)).toMatchObject([{ id, state: 'cancelled', version: 2, closedBy: sam }]);
    expect((await ground.all(Happening)).find(({ version }) => version === 2)).toMatchObject({
      order: id,
      kind: 'cancelled',
      actor: sam,
      from: 'received',
      text: 'sold out',
    });
    expect(ground.audit.at(-1)).toMatchObject({
      guild,
      actor: sam,
      action: 'cancelled',
      target: id,
      reason: 'sold out',
    });
    expect(jobsNamed(ground, 'show-status')).toMatchObject([{ payload: { guild, order: id } }]);
    expect(jobsNamed(ground, 'tell-customer')).toMatchObject([{ payload: { guild, order: id, version: 2 } }]);
  });

  test('customers are told of what concerns them, not of what is between staff, nor of what they did', async (ground) => {
    const { orders } = ground;
    const { id } = await ground.make({ customer: { user: eve, name: 'Eve' } });
    expect(jobsNamed(ground, 'tell-customer')).toHaveLength(1);
    ground.jobs.clear();
    (await orders.note(guild, id, 'a difficult customer', sam)).unwrap();
    (await orders.assign(guild, id, tim, sam)).unwrap();
    (await orders.move(guild, id, 'ready', eve)).unwrap();
    expect(jobsNamed(ground, 'tell-customer')).toEqual([]);
    (await orders.move(guild, id, 'waiting', sam)).unwrap();
    expect(jobsNamed(ground, 'tell-customer')).toHaveLength(1);
    await ground.make();
    expect(jobsNamed(ground, 'tell-customer')).toHaveLength(1);
  });

  test('what a note says is not in the audit log, which others may read', async (ground) => {
    const { id } = await ground.make();
    (await ground.orders.note(guild, id, 'a difficult customer', sam)).unwrap();
    expect(JSON.stringify(ground.audit)).not.toContain('difficult');
  });

  test('a reminder is planned while an order is open and has a due date, and taken back after', async (ground) => {
    const { orders } = ground;
    const dueAt = new Date(ground.now().getTime() + minutes(60));
    const { id } = await ground.make({ dueAt });
    expect(jobsNamed(ground, 'remind')).toHaveLength(1);
    (await orders.complete(guild, id, sam)).unwrap();
    expect(jobsNamed(ground, 'remind')).toEqual([]);
    (await orders.reopen(guild, id, sam)).unwrap();
    expect(jobsNamed(ground, 'remind')).toHaveLength(1);
    (await orders.edit(guild, id, { dueAt: null }, sam)).unwrap();
    expect(jobsNamed(ground, 'remind')).toEqual([]);
  });

  test('of two who complete an order at once one does, and the other is told who did', async (ground) => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await ground.make();
      const both = await Promise.all([sam, tim].map((one) => ground.orders.complete(guild, id, one)));
      expect(both.map(codeOf).sort()).toEqual(['already-completed', undefined]);
      const [loser] = both.flatMap((one) => one.err().unwrapOr(undefined) ?? []);
      const { closedBy } = (await ground.orders.find(guild, id)).unwrap();
      expect(loser?.values).toMatchObject({ user: closedBy });
    }
  });

  test('a change of an order that somebody changed meanwhile writes nothing', async (ground) => {
    const seen = await ground.make();
    (await ground.orders.assign(guild, seen.id, tim, tim)).unwrap();
    const before = await ground.all(Happening);
    const late = ground.transaction((em) =>
      ground.changes.write(em, seen, { details: 'late' }, [{ kind: 'details' }], sam),
    );
    await expect(late).rejects.toThrow(Overtaken);
    expect(await ground.all(Happening)).toHaveLength(before.length);
    expect(await ground.all(Order)).toMatchObject([{ details: 'A red house', assignee: tim }]);
  });

  test('what is asked twice with one key is one order, also at the same moment', async (ground) => {
    const asked = draft({ key: 'interaction:1' });
    const made = await Promise.all([1, 2, 3].map(() => ground.orders.create(asked)));
    const again = await ground.orders.create(draft({ key: 'interaction:1', details: 'Another' }));
    const ids = [...made, again].map((one) => one.unwrap().id);
    expect(new Set(ids).size).toBe(1);
    expect(await ground.all(Order)).toHaveLength(1);
    expect(await ground.all(Happening)).toHaveLength(1);
    const elsewhere = (
      await ground.orders.create(draft({ key: 'interaction:1', guild: '100000000000000009' }))
    ).unwrap();
    expect(ids).not.toContain(elsewhere.id);
  });
});
