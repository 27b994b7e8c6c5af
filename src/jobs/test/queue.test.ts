import { describe, expect, test } from 'vitest';
import { Leases } from '../leases.ts';
import { kinds, until, type World, world } from './world.ts';

/** A process that takes what is due and says nothing more. */
const deadProcess = (shared: World, leaseMs = 1_000) =>
  new Leases({
    em: () => shared.em(1),
    owner: 'the dead',
    clock: shared.clock,
    realTime: shared.realTime,
    leaseMs,
  });

describe.each(kinds)('on %s', (kind) => {
  test('a job is there when its transaction is, and only then', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const failed = shared.em().transactional(async (em) => {
      await shared.jobs().add(em, 'never', {});
      await shared.jobs().add(em, 'never', {}, { key: 'k' });
      throw new Error('the booking failed');
    });
    await expect(failed).rejects.toThrow('the booking failed');
    await shared.add('refresh', { guild: '1', pad: 3, names: ['a', null] });

    const ran: unknown[] = [];
    shared.runner(async ({ plugin, name, guild, payload, attempt }) => {
      ran.push({ plugin, name, guild, payload, attempt });
      return 'done';
    });

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(ran).toEqual([
      {
        plugin: 'pads',
        name: 'refresh',
        guild: '1',
        payload: { guild: '1', pad: 3, names: ['a', null] },
        attempt: 1,
      },
    ]);
  });

  test('two runners run each of 500 jobs once, at most ten each at a time', async ({ skip }) => {
    await using shared = await world(kind, skip);
    await shared.em().transactional(async (em) => {
      for (let n = 0; n < 500; n++) {
        await shared.jobs().add(em, 'count', { n });
      }
    });
    const ran: number[] = [];
    const most = [0, 0];
    const runners = [0, 1].map((process) =>
      shared.runner(
        async ({ payload }) => {
          most[process] = Math.max(most[process]!, runners[process]!.running);
          await new Promise(setImmediate);
          ran.push(payload.n as number);
          return 'done';
        },
        { process },
      ),
    );

    await until(() => expect(ran).toHaveLength(500), 60_000);
    await until(async () => expect(await shared.rows()).toEqual([]));

    expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, n) => n));
    expect(Math.max(...most)).toBeLessThanOrEqual(10);
    expect(shared.errors).toEqual([]);
  }, 90_000);

  test('jobs run in the order of their times, and not before', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const at = (minutes: number) => new Date(shared.clock.now().getTime() + minutes * 60_000);
    await shared.add('second', {}, { runAt: at(60) });
    await shared.add('third', {}, { runAt: at(61) });
    await shared.add('first', {}, { runAt: at(59) });
    await shared.add('much later', {}, { runAt: at(121) });
    const ran: string[] = [];
    shared.runner(
      async ({ name }) => {
        ran.push(name);
        return 'done';
      },
      { limit: 1 },
    );
    await shared.add('now');
    await until(() => expect(ran).toEqual(['now']));

    shared.clock.move(2 * 3_600_000);

    await until(() => expect(ran).toEqual(['now', 'first', 'second', 'third']));
    await until(async () => expect((await shared.rows()).map(({ name }) => name)).toEqual(['much later']));
  });

  test('a key holds one waiting job of a plugin: adding it again moves it', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const later = new Date(shared.clock.now().getTime() + 60_000);
    await shared.add('end', { version: 1 }, { key: 'session' });
    await shared.add('end', { version: 2 }, { key: 'session', runAt: later });
    await shared.add('warn', { version: 3 }, { key: 'another', runAt: later });
    await shared
      .em()
      .transactional((em) => shared.jobs('shop').add(em, 'end', { version: 4 }, { key: 'session' }));

    const rows = await shared.rows({ plugin: 'pads' });

    expect(rows.map(({ payload, runAt }) => [payload, runAt])).toEqual([
      [{ version: 2 }, later],
      [{ version: 3 }, later],
    ]);
    expect(await shared.rows({ plugin: 'shop' })).toHaveLength(1);
  });

  test('who looks again later leaves the one that waits for an earlier time where it is', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    const [soon, later] = [1_000, 60_000].map((ms) => new Date(shared.clock.now().getTime() + ms));
    const keepEarlier = { key: 'session', keepEarlier: true };
    await shared.add('end', { version: 1 }, { ...keepEarlier, runAt: later });
    expect((await shared.rows()).map(({ runAt }) => runAt)).toEqual([later]);
    await shared.add('end', { version: 2 }, { ...keepEarlier, runAt: soon });
    expect((await shared.rows()).map(({ runAt }) => runAt)).toEqual([soon]);
    await shared.add('end', { version: 3 }, { ...keepEarlier, runAt: later });
    expect((await shared.rows()).map(({ payload, runAt }) => [payload, runAt])).toEqual([
      [{ version: 3 }, soon],
    ]);
  });

  test('many transactions that add one key at the same moment make one job', async ({ skip }) => {
    await using shared = await world(kind, skip);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        shared.em(n).transactional((em) => shared.jobs().add(em, 'refresh', { n }, { key: 'board' })),
      ),
    );

    expect(await shared.rows()).toHaveLength(1);
  });

  test('a job that is added under the key of a running one runs after it', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const finish = Promise.withResolvers<void>();
    const log: string[] = [];
    const execute = async ({ payload }: { payload: Readonly<Record<string, unknown>> }) => {
      log.push(`begin ${payload.n}`);
      if (payload.n === 1) {
        await finish.promise;
      }
      log.push(`end ${payload.n}`);
      return 'done' as const;
    };
    shared.runner(execute, { process: 0 });
    shared.runner(execute, { process: 1 });
    await shared.add('refresh', { n: 1 }, { key: 'board' });
    await until(() => expect(log).toEqual(['begin 1']));
    await shared.add('refresh', { n: 2 }, { key: 'board' });
    await shared.add('refresh', { n: 'other' });
    await until(() => expect(log).toEqual(['begin 1', 'begin other', 'end other']));
    finish.resolve();

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(log).toEqual(['begin 1', 'begin other', 'end other', 'end 1', 'begin 2', 'end 2']);
  });

  test('a cancelled job never runs; one that runs finishes and is not tried again', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const finish = Promise.withResolvers<void>();
    const log: string[] = [];
    await shared.add('warn', {}, { key: 'warning', runAt: new Date(shared.clock.now().getTime() + 1_000) });
    await shared.add('end', {}, { key: 'end' });
    shared.runner(async ({ name }) => {
      log.push(name);
      await finish.promise;
      throw new Error('the channel is gone');
    });
    await until(() => expect(log).toEqual(['end']));

    await shared.em().transactional(async (em) => {
      await shared.jobs().cancel(em, 'warning');
      await shared.jobs().cancel(em, 'end');
    });
    finish.resolve();
    shared.clock.move(3_600_000);

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(log).toEqual(['end']);
  });

  test('the job of a process that is gone is run by another, once its lease is over', async ({ skip }) => {
    await using shared = await world(kind, skip);
    await shared.add('end', { session: 7 }, { key: 'end:7' });
    expect(await deadProcess(shared).take(10, [])).toHaveLength(1);
    const ran: unknown[] = [];
    shared.runner(async ({ name, payload }) => {
      ran.push(payload.session ?? name);
      return 'done';
    });
    await shared.add('other');
    await until(() => expect(ran).toEqual(['other']));

    shared.realTime.move(1_001);

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(ran).toEqual(['other', 7]);
  });

  test('a job that ends the process each time is parked', async ({ skip }) => {
    await using shared = await world(kind, skip);
    await shared.add('poison');
    for (let death = 0; death < 8; death++) {
      expect(await deadProcess(shared).take(10, [])).toHaveLength(1);
      shared.realTime.move(1_001);
    }

    shared.runner(async () => 'done');

    await until(() =>
      expect(shared.notices).toEqual(['Error: the process ended each time while the job ran']),
    );
    expect((await shared.rows()).map(({ state }) => state)).toEqual(['parked']);
  });

  test('a long run keeps its lease, and a jump of the real time does not run it twice here', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    const finish = Promise.withResolvers<void>();
    const log: string[] = [];
    await shared.add('long');
    shared.runner(
      async ({ name }) => {
        log.push(name);
        await (name === 'long' && finish.promise);
        return 'done';
      },
      { leaseMs: 3_000_000 },
    );
    await until(() => expect(log).toEqual(['long']));
    shared.realTime.move(3_000_001);
    shared.clock.move(7_200_000);
    await shared.add('short');
    await until(() => expect(log).toEqual(['long', 'short']));
    finish.resolve();

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(log).toEqual(['long', 'short']);
  });

  test('leases are renewed while jobs run', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const finish = Promise.withResolvers<'done'>();
    await shared.add('long');
    shared.runner(() => finish.promise, { leaseMs: 60 });
    await until(async () => expect((await shared.rows())[0]?.state).toBe('running'));

    shared.realTime.move(40);

    await until(async () =>
      expect((await shared.rows())[0]?.leaseUntil?.getTime()).toBe(shared.realTime.now().getTime() + 60),
    );
    finish.resolve('done');
  });
});
