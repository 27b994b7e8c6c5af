import { expect } from 'vitest';
import { Session } from '../entities/session.ts';
import { ada, bob, booking, codeOf, eve, guild, herself, minutes, staff } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

onEveryDatabase((test) => {
  test('a booked pad is the host’s until the longest time is over', async ({
    board,
    sessions,
    now,
    jobs,
    audit,
  }) => {
    const session = (await board.book(booking({ starts: '  when all are here ', cohost: bob }))).unwrap();

    expect(session).toMatchObject({ pad: 3, host: ada, cohost: bob, starts: 'when all are here' });
    expect(session.endsAt).toEqual(new Date(now().getTime() + minutes(120)));
    expect(await sessions.openOn(guild, 3)).toMatchObject({ id: session.id });
    expect(jobs.get(`end:${session.id}`)).toMatchObject({ name: 'end-session', runAt: session.endsAt });
    expect(jobs.get(`warn:${session.id}`)?.runAt).toEqual(new Date(session.endsAt.getTime() - minutes(10)));
    expect(jobs.get(`board:${guild}`)).toMatchObject({ name: 'refresh-board', payload: { guild } });
    expect(audit).toMatchObject([{ guild, actor: ada, action: 'book' }]);
  });

  test('the time of a session that starts later counts from its start', async ({ board, now }) => {
    const startsAt = new Date(now().getTime() + minutes(60));
    const session = (await board.book(booking({ starts: 'in 1 h', startsAt }))).unwrap();

    expect(session.endsAt).toEqual(new Date(now().getTime() + minutes(180)));
  });

  test('a booking that cannot be is refused with the reason', async ({ board, now, jobs }) => {
    const wrong = {
      'no-such-pad': [{ pad: 10 }, { pad: 0 }, { pad: 1.5 }],
      'starts-length': [{ starts: '   ' }, { starts: 'x'.repeat(256) }],
      'starts-too-late': [{ startsAt: new Date(now().getTime() + minutes(24 * 60 + 1)) }],
      'note-length': [{ note: 'x'.repeat(301) }],
      'cohost-is-host': [{ cohost: ada }],
    };
    for (const [code, changes] of Object.entries(wrong)) {
      for (const change of changes) {
        expect(codeOf(await board.book(booking(change)))).toBe(code);
      }
    }
    expect(jobs.size).toBe(0);
  });

  test('of forty who book one pad at a moment one gets it; the others are told who, and until when', async ({
    board,
    all,
  }) => {
    const hosts = Array.from({ length: 40 }, (_, index) => `2000000000000001${10 + index}`);
    const results = await Promise.all(hosts.map((host) => board.book(booking({ host }))));

    const won = results.filter((result) => result.isOk());
    expect(won).toHaveLength(1);
    const { host, endsAt } = won[0]!.unwrap();
    for (const lost of results.filter((result) => result.isErr())) {
      expect(lost.unwrapErr()).toMatchObject({
        code: 'pad-taken',
        values: { pad: 3, user: host, until: endsAt },
      });
    }
    expect(await all(Session)).toHaveLength(1);
  });

  test('a host with a pad gets no second one, and one of two at a moment', async ({ board }) => {
    const results = await Promise.all([1, 2, 3].map((pad) => board.book(booking({ pad }))));

    expect(results.filter((result) => result.isOk())).toHaveLength(1);
    const pad = results.find((result) => result.isOk())!.unwrap().pad;
    for (const lost of results.filter((result) => result.isErr())) {
      expect(lost.unwrapErr()).toMatchObject({ code: 'host-busy', values: { pad, user: ada } });
    }
  });

  test(
    'where the setting allows it a host has several pads',
    async ({ board, sessions }) => {
      await board.book(booking({ pad: 1 }));
      await board.book(booking({ pad: 2 }));

      expect(await sessions.open(guild)).toHaveLength(2);
      expect((await sessions.meant(guild, ada, undefined)).unwrapErr()).toMatchObject({
        code: 'which-pad',
        values: { pads: '1, 2' },
      });
    },
    { onePerHost: false },
  );

  test('an ended session frees pad and host, and knows how long it took', async ({
    board,
    endings,
    advance,
    jobs,
    audit,
  }) => {
    const { id } = (await board.book(booking())).unwrap();
    advance(minutes(45));
    const ended = (await endings.end(guild, id, herself(ada), 'done')).unwrap();

    expect(ended).toMatchObject({
      minutes: 45,
      attendees: 0,
      endedBy: ada,
      endReason: 'ended',
      openKey: null,
    });
    expect(jobs.has(`end:${id}`) || jobs.has(`warn:${id}`)).toBe(false);
    expect(audit.at(-1)).toMatchObject({ action: 'end', actor: ada, reason: 'done' });
    expect((await board.book(booking())).isOk()).toBe(true);
  });

  test('a session that never began took no minutes', async ({ board, endings, now }) => {
    const startsAt = new Date(now().getTime() + minutes(30));
    const { id } = (await board.book(booking({ startsAt }))).unwrap();

    expect((await endings.end(guild, id, herself(ada))).unwrap().minutes).toBe(0);
  });

  test('host, co-host and staff may end, extend and hand over; others may not', async ({
    board,
    endings,
  }) => {
    const { id } = (await board.book(booking({ cohost: bob }))).unwrap();

    expect(codeOf(await endings.end(guild, id, herself(eve)))).toBe('not-yours');
    expect(codeOf(await board.extend(guild, id, herself(eve)))).toBe('not-yours');
    expect(codeOf(await board.transfer(guild, id, herself(eve), eve))).toBe('not-yours');
    expect((await board.extend(guild, id, herself(bob))).isOk()).toBe(true);
    expect((await endings.end(guild, id, staff(eve))).isOk()).toBe(true);
    expect(codeOf(await endings.end(guild, id, herself(ada)))).toBe('session-over');
    expect(codeOf(await endings.end('100000000000000009', id, staff(eve)))).toBe('no-such-session');
  });

  test('of two who end a session at a moment one does', async ({ board, endings, audit }) => {
    const { id } = (await board.book(booking())).unwrap();
    const results = await Promise.all([
      endings.end(guild, id, herself(ada)),
      endings.end(guild, id, staff(eve)),
    ]);

    expect(results.map(codeOf).sort()).toEqual(['session-over', undefined]);
    expect(audit.filter(({ action }) => action === 'end')).toHaveLength(1);
  });

  test(
    'extending moves the end and the warning, as often as the guild allows',
    async ({ board, marks, jobs, advance }) => {
      const { id, endsAt } = (await board.book(booking())).unwrap();
      expect(await marks.unwarned(guild, id)).toBeUndefined();
      advance(minutes(110));
      await marks.warned((await marks.unwarned(guild, id))!);
      expect(await marks.unwarned(guild, id)).toBeUndefined();

      const extended = (await board.extend(guild, id, herself(ada))).unwrap();

      expect(extended.endsAt).toEqual(new Date(endsAt.getTime() + minutes(30)));
      expect(jobs.get(`end:${id}`)?.runAt).toEqual(extended.endsAt);
      expect(jobs.get(`warn:${id}`)?.runAt).toEqual(new Date(extended.endsAt.getTime() - minutes(10)));
      expect(await marks.unwarned(guild, id)).toBeUndefined();
      advance(minutes(30));
      expect(await marks.unwarned(guild, id)).toMatchObject({ id });
      expect(codeOf(await board.extend(guild, id, herself(ada)))).toBe('no-more-time');
    },
    { maxExtensions: 1 },
  );

  test('two clicks on Extend at a moment never add more than one each', async ({ board, sessions }) => {
    const { id, endsAt } = (await board.book(booking())).unwrap();
    const results = await Promise.all([1, 2].map(() => board.extend(guild, id, herself(ada))));

    const added = results.filter((result) => result.isOk()).length;
    const session = await sessions.find(guild, id);
    expect(session?.extensions).toBe(added);
    expect(session?.endsAt).toEqual(new Date(endsAt.getTime() + added * minutes(30)));
  });

  test('a new host takes the session over and frees the old one', async ({ board }) => {
    const { id } = (await board.book(booking({ cohost: bob }))).unwrap();
    expect(codeOf(await board.transfer(guild, id, herself(ada), ada))).toBe('already-host');

    const moved = (await board.transfer(guild, id, herself(ada), bob)).unwrap();

    expect(moved).toMatchObject({ host: bob, cohost: null });
    expect((await board.book(booking({ pad: 4 }))).isOk()).toBe(true);
    expect(codeOf(await board.transfer(guild, id, herself(bob), ada))).toBe('host-busy');
  });

  test('a session ends when its time is over, not before, and not when it was extended', async ({
    board,
    endings,
    sessions,
    advance,
  }) => {
    const { id, endsAt } = (await board.book(booking())).unwrap();
    advance(minutes(119));
    await endings.expire(guild, id);
    expect(await sessions.openOn(guild, 3)).toBeDefined();
    expect(await sessions.expired()).toEqual([]);

    advance(minutes(5));
    expect((await sessions.expired()).map((one) => one.id)).toEqual([id]);
    await endings.expire(guild, id);

    // It was noticed late, for the bot was down: it ended when it should have.
    expect(await sessions.find(guild, id)).toMatchObject({
      endedAt: endsAt,
      endedBy: 'automatic',
      endReason: 'expired',
      minutes: 120,
    });
  });

  test('a session ends when its host leaves', async ({ board, endings, sessions }) => {
    const { id } = (await board.book(booking())).unwrap();
    await endings.hostLeft(guild, bob);
    expect(await sessions.openOn(guild, 3)).toBeDefined();
    await endings.hostLeft(guild, ada);

    expect(await sessions.find(guild, id)).toMatchObject({ endReason: 'host-left', openKey: null });
  });

  test('a session that a message shows has it drawn again', async ({ board, endings, marks, jobs }) => {
    const { id } = (await board.book(booking())).unwrap();
    await marks.shownAs(id, '400000000000000001');
    await endings.end(guild, id, herself(ada));

    expect(jobs.get(`card:${id}`)).toMatchObject({ name: 'refresh-card', payload: { guild, session: id } });
  });
});
