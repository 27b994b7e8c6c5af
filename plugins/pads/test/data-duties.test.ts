import { expect } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import { Attendance } from '../entities/attendance.ts';
import { Board } from '../entities/board.ts';
import { Session } from '../entities/session.ts';
import { Waiting } from '../entities/waiting.ts';
import { ada, bob, booking, channel, codeOf, eve, type Ground, guild, herself, staff } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const other = '100000000000000002';

async function fill({ board, attendance, waitlist, messages }: Ground): Promise<void> {
  const { id } = (await board.book(booking({ cohost: bob, note: 'secret' }))).unwrap();
  await attendance.join(guild, id, eve);
  await waitlist.join(guild, 3, bob, channel);
  await messages.book.begin({ guild }, channel);
  await board.book(booking({ guild: other, host: eve }));
}

onEveryDatabase((test) => {
  test('a guild that is forgotten leaves nothing, and others keep theirs', async (ground) => {
    await fill(ground);
    await ground.transaction((em) => dataDutiesOf(ground).forgetGuild(em, guild));

    expect(await ground.all(Session)).toMatchObject([{ guild: other }]);
    expect(await ground.all(Attendance)).toEqual([]);
    expect(await ground.all(Waiting)).toEqual([]);
    expect(await ground.all(Board)).toEqual([]);
  });

  test('a user gets all that is held about them', async (ground) => {
    await fill(ground);
    const held = await dataDutiesOf(ground).exportUser(ground.context.database.read(), bob);

    expect(JSON.parse(JSON.stringify(held))).toMatchObject({
      sessions: [{ guild, pad: 3, host: ada, cohost: bob, note: 'secret' }],
      ended: [],
      attendance: [],
      waiting: [{ guild, pad: 3, user: bob }],
    });
  });

  test('a user who is forgotten is nowhere any more; their sessions stay without them', async (ground) => {
    await fill(ground);
    for (const user of [ada, bob, eve]) {
      await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, user));
    }
    const rows = JSON.stringify([
      await ground.all(Session),
      await ground.all(Attendance),
      await ground.all(Waiting),
    ]);

    for (const trace of [ada, bob, eve, 'secret']) {
      expect(rows).not.toContain(trace);
    }
    expect(await ground.all(Session)).toMatchObject([
      { host: 'forgotten', starts: '-', startsAt: null, endReason: 'host-forgotten' },
      { host: 'forgotten', endReason: 'host-forgotten' },
    ]);
  });

  test('the pad of a host who is forgotten goes to the next in line, and one who had a turn passes it on', async (ground) => {
    const { board, endings, waitlist, sessions, jobs, advance } = ground;
    const { id } = (await board.book(booking())).unwrap();
    await waitlist.join(guild, 3, bob, channel);
    advance(1000);
    await waitlist.join(guild, 3, eve, channel);
    const turn = async () => {
      const ask = jobs.get(`ask:${guild}:3`)!;
      expect(ask).toMatchObject({ name: 'ask-next', payload: { guild, pad: 3 } });
      // A job may run twice.
      await waitlist.ask(guild, 3);
      await waitlist.ask(guild, 3);
      return (await sessions.states(guild)).find(({ pad }) => pad === 3)!;
    };

    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, ada));
    expect(await turn()).toMatchObject({ held: { user: bob }, line: [{ user: eve }] });
    expect(codeOf(await endings.end(guild, id, staff(eve)))).toBe('session-over');

    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, bob));
    expect(await turn()).toMatchObject({ held: { user: eve }, line: [] });
  });

  test('all that shows somebody who is forgotten is drawn again, one card a second, and nothing else', async (ground) => {
    const { board, endings, attendance, marks, jobs, now } = ground;
    const booked = async (pad: number, message: string, change: object = {}) => {
      const { id } = (await board.book(booking({ pad, ...change }))).unwrap();
      await marks.shownAs(id, message);
      return id;
    };
    const past = await booked(1, '1');
    await endings.end(guild, past, herself(ada));
    const led = await booked(2, '2');
    const attended = await booked(3, '3', { host: bob });
    await attendance.join(guild, attended, ada);
    await booked(4, '4', { host: eve });
    jobs.clear();

    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, ada));

    const drawn = [...jobs].filter(([, { name }]) => name === 'refresh-card');
    expect(drawn.map(([key]) => key).sort()).toEqual([past, led, attended].map((id) => `card:${id}`).sort());
    const times = drawn.map(([, { runAt }]) => runAt!.getTime() - now().getTime());
    expect(times.sort((a, b) => a - b)).toEqual([1000, 2000, 3000]);
    expect(jobs.has(`board:${guild}`)).toBe(true);
  });
});
