import { describe, expect, test } from 'vitest';
import type { Job } from '../job-run.ts';
import { HostSchedule } from '../job-table.ts';
import { kinds, until, type World, world } from './world.ts';

const minute = 60_000;
const sweep = { plugin: 'pads', name: 'sweep', interval: minute };

/** A process that runs repeating tasks. */
async function process(shared: World, number: number, ran: string[], tasks = [sweep] as (typeof sweep)[]) {
  const schedules = shared.schedules(number);
  await schedules.sync(tasks);
  const execute = async ({ name }: Job) => {
    ran.push(`${name} in ${number}`);
    return 'done' as const;
  };
  return { schedules, runner: shared.runner(execute, { process: number, schedules }) };
}

/** Waits until all processes have looked since the clock was moved, and no job is left. */
async function settled(shared: World) {
  const probe = new Date(shared.clock.now().getTime());
  await until(async () => {
    const late = await shared.em().count(HostSchedule, { nextRunAt: { $lte: probe } });
    expect([late, await shared.rows()]).toEqual([0, []]);
  });
}

describe.each(kinds)('on %s', (kind) => {
  test('a repeating task runs once in each period, however many processes there are', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const ran: string[] = [];
    await process(shared, 0, ran);
    await process(shared, 1, ran);
    await settled(shared);
    expect(ran).toEqual([]);

    for (let period = 1; period <= 10; period++) {
      shared.clock.move(minute);
      await until(() => expect(ran).toHaveLength(period));
      await settled(shared);
    }

    expect(ran).toHaveLength(10);
    expect(shared.errors).toEqual([]);
  });

  test('periods that were missed bring one run, and the rhythm does not drift', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const start = shared.clock.now().getTime();
    const ran: string[] = [];
    await shared.schedules().sync([sweep]);
    shared.clock.move(120 * minute + 20_000);

    await process(shared, 0, ran);
    await until(() => expect(ran).toHaveLength(1));
    await settled(shared);

    expect(ran).toHaveLength(1);
    const row = await shared.em().findOneOrFail(HostSchedule, { id: 'pads/sweep' });
    expect(row.nextRunAt).toEqual(new Date(start + 121 * minute));
  });

  test('another interval counts from its change; a reload without one changes nothing', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const start = shared.clock.now().getTime();
    const schedules = shared.schedules();
    const next = async () =>
      (await shared.em().findOneOrFail(HostSchedule, { id: 'pads/sweep' })).nextRunAt.getTime() - start;
    await schedules.sync([sweep]);
    shared.clock.move(30_000);

    await schedules.sync([sweep]);
    expect(await next()).toBe(minute);

    await schedules.sync([{ ...sweep, interval: 10 * minute }]);
    expect(await next()).toBe(10 * minute + 30_000);
  });

  test('a task whose piece is gone does not run, and runs again when it is back', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const ran: string[] = [];
    const other = { ...sweep, name: 'other' };
    const { schedules } = await process(shared, 0, ran, [sweep, other]);
    await schedules.sync([other]);
    shared.clock.move(minute);
    await until(() => expect(ran).toEqual(['other in 0']));
    shared.clock.move(minute);
    await until(() => expect(ran).toEqual(['other in 0', 'other in 0']));

    await schedules.sync([other, sweep]);

    await until(() => expect(ran).toEqual(['other in 0', 'other in 0', 'sweep in 0']));
  });

  test('a run that still waits stands for the periods that pass meanwhile', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const first = new Date(shared.clock.now().getTime() + minute);
    const schedules = shared.schedules();
    await schedules.sync([sweep]);
    for (let period = 0; period < 5; period++) {
      shared.clock.move(minute);
      expect(await schedules.tick()).toBe(1);
      expect(await schedules.tick()).toBe(0);
    }

    expect((await shared.rows()).map(({ runAt }) => runAt)).toEqual([first]);
  });

  test('a clock that is set back does not stop the tasks', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const ran: string[] = [];
    await process(shared, 0, ran);
    shared.clock.move(24 * 60 * minute);
    await until(() => expect(ran).toHaveLength(1));
    await settled(shared);
    shared.clock.move(-24 * 60 * minute);
    await until(async () => {
      const { nextRunAt } = await shared.em().findOneOrFail(HostSchedule, { id: 'pads/sweep' });
      expect(nextRunAt.getTime()).toBe(shared.clock.now().getTime() + minute);
    });

    shared.clock.move(minute);

    await until(() => expect(ran).toHaveLength(2));
  });

  test('a pattern that cannot be read is reported, and the other tasks go on', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const schedules = shared.schedules();

    await schedules.sync([{ plugin: 'pads', name: 'bad', pattern: '99 * * * *' }, sweep]);

    expect(shared.errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('99 * * * *') }),
    ]);
    shared.clock.move(minute);
    expect(await schedules.tick()).toBe(1);
  });
});
