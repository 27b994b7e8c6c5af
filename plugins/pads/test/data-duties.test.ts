import { expect } from 'vitest';
import { dataDuties } from '../data-duties.ts';
import { Attendance } from '../entities/attendance.ts';
import { Board } from '../entities/board.ts';
import { Session } from '../entities/session.ts';
import { Waiting } from '../entities/waiting.ts';
import { ada, bob, booking, channel, eve, type Ground, guild } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const other = '100000000000000002';

async function fill({ board, attendance, waitlist, messages }: Ground): Promise<void> {
  const { id } = (await board.book(booking({ cohost: bob, note: 'secret' }))).unwrap();
  await attendance.join(guild, id, eve);
  await waitlist.join(guild, 3, bob, channel);
  await messages.begin(guild, channel);
  await board.book(booking({ guild: other, host: eve }));
}

onEveryDatabase((test) => {
  test('a guild that is forgotten leaves nothing, and others keep theirs', async (ground) => {
    await fill(ground);
    await ground.transaction((em) => dataDuties.forgetGuild(em, guild));

    expect(await ground.all(Session)).toMatchObject([{ guild: other }]);
    expect(await ground.all(Attendance)).toEqual([]);
    expect(await ground.all(Waiting)).toEqual([]);
    expect(await ground.all(Board)).toEqual([]);
  });

  test('a user gets all that is held about them', async (ground) => {
    await fill(ground);
    const held = await dataDuties.exportUser(ground.context.database.read(), bob);

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
      await ground.transaction((em) => dataDuties.forgetUser(em, user));
    }
    const rows = JSON.stringify([
      await ground.all(Session),
      await ground.all(Attendance),
      await ground.all(Waiting),
    ]);

    for (const trace of [ada, bob, eve, 'secret']) {
      expect(rows).not.toContain(trace);
    }
    expect(await ground.sessions.openOn(guild, 3)).toMatchObject({ host: 'forgotten', starts: '-' });
  });
});
