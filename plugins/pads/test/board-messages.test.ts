import { expect } from 'vitest';
import { ada, booking, channel, guild, herself, minutes } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const message = '400000000000000001';

onEveryDatabase((test) => {
  test('changes close together are one edit, and edits keep their distance', async ({
    board,
    messages,
    jobs,
    now,
    advance,
  }) => {
    const { mark } = await messages.book.begin({ guild }, channel);
    await messages.book.confirmed({ guild }, message, mark);
    advance(1000);
    const { id } = (await board.book(booking())).unwrap();
    await board.extend(guild, id, herself(ada));

    expect([...jobs.values()].filter(({ name }) => name === 'refresh-board')).toHaveLength(1);
    expect(jobs.get(`board:${guild}`)?.runAt).toEqual(new Date(now().getTime() + 4000));
  });

  test('a message that was begun and not confirmed keeps its mark; a lost one gets a new one', async ({
    messages,
  }) => {
    const first = await messages.book.begin({ guild }, channel);
    expect(first.again).toBe(false);
    expect(await messages.book.begin({ guild }, channel)).toEqual({ mark: first.mark, again: true });
    await messages.book.confirmed({ guild }, message, 'hash');
    expect(await messages.book.among(channel, [message, '1'])).toMatchObject([{ guild }]);
    await messages.book.lost({ guild }, message);

    const next = await messages.book.begin({ guild }, channel);
    expect(next.again).toBe(false);
    expect(next.mark).not.toBe(first.mark);
  });

  test('a board is looked at again after a while, and when there is doubt', async ({
    messages,
    advance,
    jobs,
  }) => {
    await messages.book.begin({ guild }, channel);
    await messages.book.confirmed({ guild }, message, 'hash');
    const stale = async () => messages.book.isStale((await messages.book.of({ guild }))!);
    expect(await stale()).toBe(false);
    advance(minutes(31));
    expect(await stale()).toBe(true);
    await messages.book.look({ guild });
    expect(await stale()).toBe(false);
    await messages.doubt([guild]);
    // The answer to what we asked before.
    await messages.book.confirmed({ guild }, message, 'hash');

    expect(await stale()).toBe(true);
    expect(jobs.has(`board:${guild}`)).toBe(true);
  });

  test('staff are told once of each reason why the board cannot be shown', async ({ messages, audit }) => {
    await messages.book.begin({ guild }, channel);
    await messages.book.troubled({ guild }, 'forbidden');
    await messages.book.troubled({ guild }, 'forbidden');
    await messages.book.troubled({ guild }, 'gone');

    expect(audit.map(({ action, reason }) => [action, reason])).toEqual([
      ['board.blocked', 'forbidden'],
      ['board.blocked', 'gone'],
    ]);
  });
});
