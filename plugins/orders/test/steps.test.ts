import fc from 'fast-check';
import { expect, test as plain } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Order } from '../entities/order.ts';
import { ends, type StepList, stepLimit, usualSteps } from '../steps.ts';
import { type Ground, groundOn, guild, onEveryDatabase, otherGuild, sam } from './ground.ts';

const idsOf = ({ open }: StepList) => open.map(({ id }) => id);
const namesOf = ({ open }: StepList) => open.map(({ id, name }) => name ?? id);

onEveryDatabase((test) => {
  test('a server begins with the usual steps, without names of its own', async ({ steps }) => {
    const list = await steps.of(guild);
    expect(idsOf(list)).toEqual(['received', 'in-progress', 'waiting', 'ready']);
    expect(list.ends).toEqual([
      { id: 'completed', name: undefined },
      { id: 'cancelled', name: undefined },
    ]);
    expect(list.open.every(({ name }) => name === undefined)).toBe(true);
  });

  test('a step is added after the one that is named, for this server alone', async ({
    steps,
    audit,
    jobs,
  }) => {
    const id = (await steps.add(guild, '  Being   painted ', 'in-progress', sam)).unwrap();
    expect(namesOf(await steps.of(guild))).toEqual([
      'received',
      'in-progress',
      'Being painted',
      'waiting',
      'ready',
    ]);
    expect(idsOf(await steps.of(otherGuild))).toEqual([...usualSteps]);
    expect(audit).toMatchObject([{ guild, actor: sam, action: 'step.add', target: id, to: 'Being painted' }]);
    expect([...jobs.values()]).toMatchObject([{ name: 'refresh-guild', payload: { guild } }]);
  });

  test('a step is renamed, an end too, and an empty name brings the usual one back', async ({ steps }) => {
    await steps.rename(guild, 'ready', 'To be picked up', sam);
    await steps.rename(guild, 'completed', 'Delivered', sam);
    const named = await steps.of(guild);
    expect(namesOf(named)).toEqual(['received', 'in-progress', 'waiting', 'To be picked up']);
    expect(named.ends[0]).toEqual({ id: 'completed', name: 'Delivered' });

    await steps.rename(guild, 'ready', ' ', sam);
    expect(namesOf(await steps.of(guild))).toEqual([...usualSteps]);
  });

  test('a name is kept from being empty, too long, or what another step is called', async ({ steps }) => {
    const own = (await steps.add(guild, 'Painted', 'received', sam)).unwrap();
    expect(codeOf(await steps.add(guild, ' ', 'received', sam))).toBe('step-name-length');
    expect(codeOf(await steps.add(guild, 'x'.repeat(41), 'received', sam))).toBe('step-name-length');
    expect(codeOf(await steps.add(guild, 'PAINTED', 'received', sam))).toBe('step-name-taken');
    expect(codeOf(await steps.rename(guild, 'completed', 'painted', sam))).toBe('step-name-taken');
    expect(codeOf(await steps.rename(guild, own, '', sam))).toBe('step-name-length');
    expect((await steps.rename(guild, own, 'PAINTED', sam)).isOk()).toBe(true);
  });

  test('a step moves by one place; the first one and the edges stay', async ({ steps }) => {
    await steps.move(guild, 'ready', true, sam);
    expect(idsOf(await steps.of(guild))).toEqual(['received', 'in-progress', 'ready', 'waiting']);
    await steps.move(guild, 'in-progress', false, sam);
    expect(idsOf(await steps.of(guild))).toEqual(['received', 'ready', 'in-progress', 'waiting']);
    expect(codeOf(await steps.move(guild, 'received', false, sam))).toBe('step-at-edge');
    expect(codeOf(await steps.move(guild, 'ready', true, sam))).toBe('step-at-edge');
    expect(codeOf(await steps.move(guild, 'waiting', false, sam))).toBe('step-at-edge');
    expect(codeOf(await steps.move(guild, 'completed', true, sam))).toBe('no-such-step');
  });

  test('orders of a step that is taken away go to the one before it, closed ones too', async (ground) => {
    const { steps, orders } = ground;
    const painted = (await steps.add(guild, 'Painted', 'in-progress', sam)).unwrap();
    const open = await ground.make();
    const closed = await ground.make();
    for (const { id } of [open, closed]) {
      (await orders.move(guild, id, painted, sam)).unwrap();
    }
    (await orders.complete(guild, closed.id, sam)).unwrap();

    expect((await steps.remove(guild, painted, sam)).unwrap()).toBe('in-progress');
    expect((await ground.all(Order)).map(({ step }) => step)).toEqual(['in-progress', 'in-progress']);
    const reopened = (await orders.reopen(guild, closed.id, sam)).unwrap();
    expect(idsOf(await steps.of(guild))).toContain(reopened.step);
  });

  test('the usual steps cannot be taken away, nor what is not there', async ({ steps }) => {
    expect(codeOf(await steps.remove(guild, 'waiting', sam))).toBe('usual-step');
    expect(codeOf(await steps.remove(guild, 'gone', sam))).toBe('no-such-step');
    expect(codeOf(await steps.rename(guild, 'gone', 'x', sam))).toBe('no-such-step');
    expect(codeOf(await steps.add(guild, 'x', 'gone', sam))).toBe('no-such-step');
    expect(codeOf(await steps.add(guild, 'x', 'completed', sam))).toBe('no-such-step');
  });

  test('there are as many steps as a menu of Discord holds beside the two ends', async ({ steps }) => {
    for (let count = usualSteps.length; count < stepLimit; count += 1) {
      (await steps.add(guild, `Step ${count}`, 'received', sam)).unwrap();
    }
    expect(codeOf(await steps.add(guild, 'One more', 'received', sam))).toBe('too-many-steps');
    expect((await steps.of(guild)).open.length + ends.length).toBe(25);
  });

  test('of two who add a step of the same name at once, one is told that it is taken', async ({ steps }) => {
    const both = await Promise.all([
      steps.add(guild, 'Painted', 'received', sam),
      steps.add(guild, 'painted', 'received', sam),
    ]);
    const names = namesOf(await steps.of(guild)).map((name) => name.toLowerCase());
    expect(names.filter((name) => name === 'painted')).toHaveLength(1);
    expect(both.filter((one) => one.isOk())).toHaveLength(1);
  });

  test('an order that is moved to a step while that is taken away ends on one that is there', async (ground) => {
    const { steps, orders } = ground;
    for (let round = 0; round < 5; round += 1) {
      const painted = (await steps.add(guild, `Painted ${round}`, 'in-progress', sam)).unwrap();
      const made = await Promise.all([1, 2, 3].map(() => ground.make()));
      await Promise.all([
        orders.move(guild, made[0]!.id, painted, sam),
        steps.remove(guild, painted, sam),
        orders.move(guild, made[1]!.id, painted, sam),
        orders.move(guild, made[2]!.id, painted, sam),
      ]);
    }
    const ids = idsOf(await steps.of(guild));
    expect(ids).toEqual([...usualSteps]);
    expect((await ground.all(Order)).filter(({ step }) => !ids.includes(step))).toEqual([]);
  });

  test('what a step was called that is gone is still known, for the history', async ({ steps }) => {
    const painted = (await steps.add(guild, 'Painted', 'in-progress', sam)).unwrap();
    (await steps.remove(guild, painted, sam)).unwrap();
    expect((await steps.of(guild)).gone).toEqual([{ id: painted, name: 'Painted' }]);
    (await steps.add(guild, 'Painted', 'in-progress', sam)).unwrap();
    expect(namesOf(await steps.of(guild))).toContain('Painted');
    expect(codeOf(await steps.rename(guild, painted, 'x', sam))).toBe('no-such-step');
  });
});

type Wish = (ground: Ground, list: StepList) => Promise<unknown>;

const place = fc.nat({ max: 30 });
const name = fc.constantFrom('Painted', 'painted', 'Packed', 'Sent', '', ' ', 'x'.repeat(50));
/** A step of those that are there, or one that is not. */
const at = ({ open }: StepList, index: number) => open[index]?.id ?? (index % 2 ? 'completed' : 'gone');

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.tuple(name, place).map<Wish>(
    ([called, index]) =>
      ({ steps }, list) =>
        steps.add(guild, called, at(list, index), sam),
  ),
  fc.tuple(name, place).map<Wish>(
    ([called, index]) =>
      ({ steps }, list) =>
        steps.rename(guild, at(list, index), called, sam),
  ),
  fc.tuple(place, fc.boolean()).map<Wish>(
    ([index, up]) =>
      ({ steps }, list) =>
        steps.move(guild, at(list, index), up, sam),
  ),
  place.map<Wish>(
    (index) =>
      ({ steps }, list) =>
        steps.remove(guild, at(list, index), sam),
  ),
  place.map<Wish>((index) => async ({ orders }, list) => {
    const order = await anOrder(orders);
    return order && orders.move(guild, order, at(list, index), sam);
  }),
);

async function anOrder(orders: Ground['orders']): Promise<string | undefined> {
  return (await orders.create({ ...aDraft, key: 'one' })).unwrapOr(undefined)?.id;
}

const aDraft = {
  guild,
  customer: { name: 'Bob' },
  details: 'A house',
  channel: '300000000000000001',
  by: sam,
  source: 'slash',
} as const;

plain('whatever is done to the steps, they stay a list that orders can go through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 15 }), async (wishes) => {
      const ground = (await groundOn('sqlite'))!;
      try {
        for (const one of wishes) {
          await one(ground, await ground.steps.of(guild));
        }
        const list = await ground.steps.of(guild);
        const ids = idsOf(list);
        const names = [...list.open, ...list.ends].flatMap((step) => step.name?.toLowerCase() ?? []);
        expect(ids[0]).toBe('received');
        expect(ids).toEqual(expect.arrayContaining([...usualSteps]));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeLessThanOrEqual(stepLimit);
        expect(new Set(names).size).toBe(names.length);
        expect(names.every((one) => one.trim() !== '' && one.length <= 40)).toBe(true);
        for (const { step } of await ground.all(Order)) {
          expect(ids).toContain(step);
        }
      } finally {
        await ground.stop();
      }
    }),
    { numRuns: 60 },
  );
});
