import { expect } from 'vitest';
import { Attendance } from '../entities/attendance.ts';
import { ada, bob, booking, codeOf, eve, guild, herself, minutes } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

onEveryDatabase((test) => {
  test('people join once, leave, come back, and are counted once', async ({
    board,
    endings,
    attendance,
    all,
    advance,
  }) => {
    const { id } = (await board.book(booking())).unwrap();
    expect(codeOf(await attendance.join(guild, id, ada))).toBe('own-session');
    expect(codeOf(await attendance.leave(guild, id, bob))).toBe('not-in');
    await attendance.join(guild, id, bob);
    expect(codeOf(await attendance.join(guild, id, bob))).toBe('already-in');
    advance(minutes(5));
    await attendance.leave(guild, id, bob);
    await attendance.join(guild, id, eve);
    await attendance.join(guild, id, bob);
    expect((await attendance.present([id])).get(id)).toEqual(expect.arrayContaining([bob, eve]));
    advance(minutes(5));

    const ended = (await endings.end(guild, id, herself(ada))).unwrap();

    expect(ended.attendees).toBe(2);
    const stays = await all(Attendance);
    expect(stays).toHaveLength(3);
    expect(stays.every(({ leftAt, openKey }) => leftAt && openKey === null)).toBe(true);
    expect(codeOf(await attendance.join(guild, id, eve))).toBe('session-over');
  });

  test('nobody stays in a session that ends while they join', async ({ board, endings, attendance, all }) => {
    const { id } = (await board.book(booking())).unwrap();
    const users = Array.from({ length: 10 }, (_, index) => `2000000000000002${10 + index}`);
    const [ended] = await Promise.all([
      endings.end(guild, id, herself(ada)),
      ...users.map((user) => attendance.join(guild, id, user)),
    ]);

    const stays = await all(Attendance);
    expect(stays.filter(({ openKey }) => openKey !== null)).toEqual([]);
    expect(ended.unwrap().attendees).toBe(stays.length);
  });

  test('who leaves the guild leaves its sessions', async ({ board, attendance }) => {
    const { id } = (await board.book(booking())).unwrap();
    await attendance.join(guild, id, bob);
    await attendance.forget(guild, bob);

    expect((await attendance.present([id])).get(id)).toBeUndefined();
  });
});
