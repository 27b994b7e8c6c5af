import { describe, expect, test } from 'vitest';
import { Later } from '../../sdk/later.ts';
import { kinds, until, world } from './world.ts';

const minute = 60_000;

describe.each(kinds)('on %s', (kind) => {
  test('a job that fails is tried again after a pause that grows, and told apart by its attempt', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    const attempts: number[] = [];
    shared.runner(async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) {
        throw new Error('not yet');
      }
      return 'done';
    });
    const start = shared.clock.now().getTime();
    await shared.add('refresh');
    await until(async () => expect((await shared.rows())[0]).toMatchObject({ state: 'ready', attempts: 1 }));
    const [first] = await shared.rows();
    expect(first).toMatchObject({ lastError: 'Error: not yet', runAt: new Date(start + 750) });

    shared.clock.move(750);
    await until(async () => expect((await shared.rows())[0]).toMatchObject({ state: 'ready', attempts: 2 }));
    expect((await shared.rows())[0]?.runAt).toEqual(new Date(start + 750 + 1_500));
    shared.clock.move(1_500);

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(attempts).toEqual([1, 2, 3]);
  });

  test('what keeps failing is parked, staff are told once, and those of its guild can have it tried again', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    const desk = shared.desk();
    let broken = true;
    let runs = 0;
    shared.runner(async () => {
      runs++;
      if (broken) {
        throw new Error('missing permission');
      }
      return 'done';
    });
    const failForGood = async (count: number) => {
      await until(async () => {
        shared.clock.move(5 * minute);
        expect((await shared.rows()).map(({ state }) => state)).toEqual(Array(count).fill('parked'));
      });
    };
    await shared.add('refresh', { guild: '1', n: 1 }, { key: 'board' });
    await shared.add('welcome', { guild: '2' });
    await failForGood(2);
    expect(runs).toBe(16);
    expect(shared.notices).toHaveLength(2);

    await shared.add('refresh', { guild: '1', n: 2 }, { key: 'board' });
    await until(() => expect(runs).toBeGreaterThan(16));
    await failForGood(2);
    expect(shared.notices).toHaveLength(2);
    const laidAside = (await shared.rows()).filter(({ guild }) => guild === '1');
    expect(laidAside).toMatchObject([{ payload: { n: 2 }, lastError: 'Error: missing permission' }]);

    broken = false;
    expect(await desk.retryAll({ guild: '3' })).toBe(0);
    expect(await desk.retryAll({ guild: '1' })).toBe(1);
    await until(async () => expect((await shared.rows()).map(({ name }) => name)).toEqual(['welcome']));
  });

  test('one that says that it can do nothing now is run again then, however often, and never parked', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    let runs = 0;
    shared.runner(async () => {
      runs += 1;
      if (runs <= 12) {
        throw new Later('there is no room', 5 * minute);
      }
      return 'done';
    });
    await shared.add('refresh');
    for (let times = 1; times <= 12; times += 1) {
      const runAt = new Date(shared.clock.now().getTime() + 5 * minute);
      const waits = { state: 'waiting', attempts: 0, runAt, lastError: 'Later: there is no room' };
      await until(async () => expect(await shared.rows()).toMatchObject([waits]));
      shared.clock.move(5 * minute);
    }
    await until(async () => expect(await shared.rows()).toEqual([]));
    expect([runs, shared.notices.length]).toEqual([13, 0]);
  });

  test('a job that would be run again at once waits for a second', async ({ skip }) => {
    await using shared = await world(kind, skip);
    shared.runner(async () => {
      throw new Later('there is no room', 0);
    });
    await shared.add('refresh');
    const runAt = new Date(shared.clock.now().getTime() + 1_000);
    await until(async () => expect(await shared.rows()).toMatchObject([{ state: 'waiting', runAt }]));
  });

  test('all that was laid aside in a guild is counted, and tried again at once', async ({ skip }) => {
    await using shared = await world(kind, skip);
    let broken = true;
    const ran: unknown[] = [];
    shared.runner(async ({ guild, payload }) => {
      if (broken) {
        throw new Error('missing permission');
      }
      ran.push([guild, payload.n]);
      return 'done';
    });
    for (const [n, guild] of ['1', '1', '2'].entries()) {
      await shared.add('welcome', { guild, n });
    }
    await until(async () => {
      shared.clock.move(5 * minute);
      expect((await shared.rows()).map(({ state }) => state)).toEqual(['parked', 'parked', 'parked']);
    });
    const desk = shared.desk();
    const [plugin] = [...(await desk.laidAside('1')).keys()];
    expect((await desk.laidAside('1')).get(plugin!)).toMatchObject({ count: 2 });
    expect((await desk.laidAside('3')).size).toBe(0);

    broken = false;
    expect(await desk.retryAll({ guild: '1' })).toBe(2);
    await until(() =>
      expect(ran.sort()).toEqual([
        ['1', 0],
        ['1', 1],
      ]),
    );
    await until(async () => expect((await shared.rows()).map(({ guild }) => guild)).toEqual(['2']));
  });

  test('a parked job is settled by a newer one of its key that ends well', async ({ skip }) => {
    await using shared = await world(kind, skip);
    let broken = true;
    shared.runner(async () => {
      if (broken) {
        throw new Error('missing permission');
      }
      return 'done';
    });
    await shared.add('refresh', {}, { key: 'board' });
    await until(async () => {
      shared.clock.move(5 * minute);
      expect((await shared.rows()).map(({ state }) => state)).toEqual(['parked']);
    });

    broken = false;
    await shared.add('refresh', {}, { key: 'board' });

    await until(async () => expect(await shared.rows()).toEqual([]));
  });

  test('a parked job can be cancelled by its key', async ({ skip }) => {
    await using shared = await world(kind, skip);
    shared.runner(async () => {
      throw new Error('missing permission');
    });
    await shared.add('refresh', {}, { key: 'board' });
    await until(async () => {
      shared.clock.move(5 * minute);
      expect((await shared.rows()).map(({ state }) => state)).toEqual(['parked']);
    });

    await shared.em().transactional((em) => shared.jobs().cancel(em, 'board'));

    expect(await shared.rows()).toEqual([]);
  });

  test('a newer job under the key stands for the one that failed', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const fail = Promise.withResolvers<never>();
    const ran: unknown[] = [];
    shared.runner(async ({ payload }) => {
      ran.push(payload.n);
      return payload.n === 1 ? fail.promise : 'done';
    });
    await shared.add('refresh', { n: 1 }, { key: 'board' });
    await until(() => expect(ran).toEqual([1]));
    await shared.add(
      'refresh',
      { n: 2 },
      { key: 'board', runAt: new Date(shared.clock.now().getTime() + minute) },
    );
    fail.reject(new Error('too late'));

    await until(async () => expect((await shared.rows()).map(({ payload }) => payload.n)).toEqual([2]));
    shared.clock.move(minute);

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(ran).toEqual([1, 2]);
  });

  test('jobs of a plugin that is away or off wait without end, keep nobody waiting, and go on at once', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    const off = new Set(['1', '2']);
    const ran: string[] = [];
    const refused: string[] = [];
    const runner = shared.runner(
      async ({ name, guild }) => {
        if (off.has(guild!)) {
          refused.push(guild!);
          return 'wait';
        }
        ran.push(`${name} in ${guild}`);
        return 'done';
      },
      { limit: 2 },
    );
    await shared.em().transactional(async (em) => {
      for (let n = 0; n < 20; n++) {
        await shared.jobs().add(em, 'refresh', { guild: n % 2 ? '1' : '2' });
      }
    });
    await shared.add('refresh', { guild: '3' });
    await until(() => expect(ran).toEqual(['refresh in 3']));
    await until(async () =>
      expect((await shared.rows()).map(({ state, attempts }) => [state, attempts])).toEqual(
        Array(20).fill(['waiting', 0]),
      ),
    );

    off.delete('1');
    await runner.resume('pads', '1');
    await until(() => expect(ran.filter((one) => one === 'refresh in 1')).toHaveLength(10));
    await until(async () => expect(await shared.rows({ state: 'waiting' })).toHaveLength(10));
    expect(refused.filter((guild) => guild === '2')).toHaveLength(10);
    off.delete('2');
    shared.clock.move(5 * minute);

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(ran).toHaveLength(21);
  });

  test('a job is not left waiting for what came while it was being refused', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const refused = Promise.withResolvers<'wait'>();
    let runs = 0;
    const runner = shared.runner(async () => (++runs === 1 ? refused.promise : 'done'));
    await shared.add('refresh', { guild: '1' });
    await until(() => expect(runs).toBe(1));
    await runner.resume('pads', '1');
    refused.resolve('wait');

    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(runs).toBe(2);
  });

  test('a job that never ends gives its place back', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const ran: string[] = [];
    shared.runner(
      async ({ name }) => {
        ran.push(name);
        return name === 'stuck' ? new Promise<never>(() => {}) : 'done';
      },
      { limit: 1, runMs: 20 },
    );
    await shared.add('stuck');
    await until(() => expect(ran).toEqual(['stuck']));
    await shared.add('other');

    await until(() => expect(ran).toEqual(['stuck', 'other']));
    await until(async () =>
      expect((await shared.rows()).map(({ lastError }) => lastError)).toEqual([
        'Error: the job ran longer than 20 ms',
      ]),
    );
  });

  test('a runner that stops lets its jobs finish, and gives back what takes too long', async ({ skip }) => {
    await using shared = await world(kind, skip);
    const quick = Promise.withResolvers<'done'>();
    const begun: string[] = [];
    const runner = shared.runner(async ({ name }) => {
      begun.push(name);
      return name === 'quick' ? quick.promise : new Promise<never>(() => {});
    });
    await shared.add('quick');
    await shared.add('slow', {}, { key: 'slow' });
    await until(() => expect(begun.toSorted()).toEqual(['quick', 'slow']));

    const stopped = runner.stop(100);
    await shared.add('new');
    quick.resolve('done');
    await stopped;

    const rows = await shared.rows();
    expect(rows.map(({ name, state, attempts }) => [name, state, attempts])).toEqual([
      ['new', 'ready', 0],
      ['slow', 'ready', 0],
    ]);
    expect(begun).not.toContain('new');
    expect(runner.running).toBe(1);
    const ran: string[] = [];
    shared.runner(async ({ name }) => {
      ran.push(name);
      return 'done';
    });
    await until(async () => expect(await shared.rows()).toEqual([]));
    expect(ran.toSorted()).toEqual(['new', 'slow']);
  });

  test('the counts tell the jobs of each plugin by state, and how far the work is behind', async ({
    skip,
  }) => {
    await using shared = await world(kind, skip);
    const desk = shared.desk();
    await shared.add('refresh');
    await shared.add('end', {}, { runAt: new Date(shared.clock.now().getTime() + minute) });
    shared.clock.move(4_000);

    const counts = await desk.counts(['pads', 'shop']);

    expect(counts).toHaveLength(8);
    expect(counts.filter(({ count }) => count > 0)).toEqual([{ plugin: 'pads', state: 'ready', count: 2 }]);
    expect(await desk.delay()).toBe(4_000);
  });
});
