import { expect } from 'vitest';
import { ada, bob, booking, eve, type Ground, guild, herself, minutes } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

/** Books and ends a session of `length` minutes. */
async function hold(
  { board, endings, attendance, advance }: Ground,
  change = {},
  people: readonly string[] = [],
  length = 30,
) {
  const { id, host } = (await board.book(booking(change))).unwrap();
  for (const user of people) {
    (await attendance.join(guild, id, user)).unwrap();
  }
  advance(minutes(length));
  return (await endings.end(guild, id, herself(host))).unwrap();
}

onEveryDatabase((test) => {
  test('the history shows the newest first, by pad and by host', async (ground) => {
    for (let index = 0; index < 12; index++) {
      await hold(ground, { pad: (index % 3) + 1, host: index % 2 === 0 ? ada : bob }, [], 1);
    }
    const { archive } = ground;
    const first = await archive.history(guild, {}, 0);
    expect(first).toMatchObject({ total: 12, pages: 2, page: 0 });
    expect(first.rows[0]).toMatchObject({ pad: 3, host: bob });
    expect((await archive.history(guild, {}, 99)).rows).toHaveLength(2);
    expect((await archive.history(guild, { host: ada }, 0)).total).toBe(6);
    expect((await archive.history(guild, { pad: 2, host: bob }, 0)).total).toBe(2);
    expect((await archive.history('100000000000000009', {}, 0)).total).toBe(0);
  });

  test('statistics add up sessions, minutes and people of each host in the time asked for', async (ground) => {
    await hold(ground, { host: bob }, [eve], 500);
    const since = new Date(ground.now().getTime());
    await hold(ground, {}, [bob, eve], 30);
    await hold(ground, { kind: 'tryout' }, [bob], 20);
    await hold(ground, { host: bob }, [], 10);
    await ground.board.book(booking());

    expect(await ground.statistics.hosts(guild, since)).toEqual([
      { host: ada, sessions: 2, trainings: 1, tryouts: 1, minutes: 50, attendees: 3 },
      { host: bob, sessions: 1, trainings: 1, tryouts: 0, minutes: 10, attendees: 0 },
    ]);
  });

  test('an export holds a line for each session since then', async (ground) => {
    await hold(ground, { note: 'too old' });
    const since = new Date(ground.now().getTime());
    await hold(ground, { starts: 'at 8, "sharp"', note: '=1+1' }, [bob, eve]);
    const { text, sessions } = await ground.archive.csv(guild, since);

    expect(sessions).toBe(1);
    const [head, line, end] = text.split('\r\n');
    expect(head).toMatch(/^\uFEFFid,pad,kind,host,cohost,starts,/);
    expect(line).toContain(`,3,training,${ada},,"at 8, ""sharp""",`);
    expect(line).toContain(",'=1+1,");
    expect(line).toMatch(/,ended,30,2,\d+ \d+$/);
    expect(end).toBe('');
  });
});
