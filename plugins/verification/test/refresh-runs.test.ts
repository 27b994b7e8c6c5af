import { expect } from 'vitest';
import { RefreshRun } from '../entities/refresh-run.ts';
import { ada, bob, codeOf, eve, type Ground, guild, minutes, other, verify } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const day = minutes(24 * 60);

/** Links as many members as that. */
async function link(ground: Ground, count: number, inGuild = guild): Promise<string[]> {
  const users = Array.from(
    { length: count },
    (_, index) => `2000000000000000${String(index).padStart(2, '0')}`,
  );
  for (const [index, user] of users.entries()) {
    ground.roblox.add(`${index}`, `Player${index}`);
    await ground.registry.assign(inGuild, user, `Player${index}`, { by: eve });
  }
  return users;
}

onEveryDatabase((test) => {
  test('a run looks at each linked member once, and goes on where it stopped', async (ground) => {
    const users = await link(ground, 23);
    await link(ground, 3, other);
    const run = (await ground.runs.start(guild, ada)).unwrap();
    const seen: string[] = [];
    for (let batch = await ground.runs.next(run); batch?.length; batch = await ground.runs.next(run)) {
      // The process ends in the middle of each batch.
      for (const { user } of batch.slice(0, 7)) {
        seen.push(user);
        expect(await ground.runs.passed(guild, run.id, user, 'changed')).toBe(true);
      }
    }
    await ground.runs.finish(guild, run.id);

    expect(seen).toEqual(users);
    expect(await ground.runs.find(guild, run.id)).toMatchObject({
      state: 'done',
      total: 23,
      done: 23,
      changed: 23,
      failed: 0,
    });
    expect(ground.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['refresh.start', 'refresh.done']),
    );
  });

  test('there is one run at a time in a guild, and none where nobody is linked', async (ground) => {
    expect(codeOf(await ground.runs.start(guild, ada))).toBe('nobody-linked');
    await link(ground, 1);
    const starts = await Promise.all([1, 2].map(() => ground.runs.start(guild, ada)));
    expect(starts.map(codeOf).filter(Boolean)).toEqual(['refresh-running']);
    expect(await ground.all(RefreshRun)).toHaveLength(1);
  });

  test('a cancelled run goes no further, and another one can begin', async (ground) => {
    const [user] = await link(ground, 2);
    const run = (await ground.runs.start(guild, ada)).unwrap();
    await ground.runs.passed(guild, run.id, user!, 'same');
    expect((await ground.runs.cancel(guild, run.id, bob)).unwrap()).toMatchObject({
      state: 'cancelled',
      done: 1,
    });

    expect(codeOf(await ground.runs.cancel(guild, run.id, bob))).toBe('refresh-over');
    expect(await ground.runs.passed(guild, run.id, user!, 'same')).toBe(false);
    expect(await ground.runs.next(run)).toBeUndefined();
    expect(ground.jobs.has(`refresh:${run.id}`)).toBe(false);
    await ground.runs.goOn(guild, run.id);
    expect(ground.jobs.has(`refresh:${run.id}`)).toBe(false);
    expect((await ground.runs.start(guild, ada)).isOk()).toBe(true);
  });

  test('a run waits as long as Roblox asks it to, and says so', async (ground) => {
    await link(ground, 1);
    const run = (await ground.runs.start(guild, ada)).unwrap();
    await ground.runs.goOn(guild, run.id, 30_000);
    const until = new Date(ground.now().getTime() + 30_000);

    expect(ground.jobs.get(`refresh:${run.id}`)?.runAt).toEqual(until);
    expect(await ground.runs.find(guild, run.id)).toMatchObject({ waitsUntil: until });
  });

  test('runs begin by themselves as often as the guild wants', async (ground) => {
    ground.roblox.add('1', 'Builder');
    await verify(ground, ada, '1');
    ground.choose({ refreshDays: 2 });
    await ground.runs.startDue([guild, other]);
    expect(await ground.all(RefreshRun)).toEqual([]);
    ground.advance(2 * day);
    await ground.runs.startDue([guild, other]);
    const [run] = await ground.all(RefreshRun);
    expect(run).toMatchObject({ guild, by: 'automatic' });
    await ground.runs.finish(guild, run!.id);
    ground.advance(day);
    await ground.runs.startDue([guild]);
    expect(await ground.all(RefreshRun)).toHaveLength(1);
    ground.choose({ refreshDays: 0 });
    ground.advance(100 * day);
    await ground.runs.startDue([guild]);
    expect(await ground.all(RefreshRun)).toHaveLength(1);
  });
});
