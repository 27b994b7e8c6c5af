import { expect } from 'vitest';
import type { StatusMessages } from '../status-messages.ts';
import { channel, guild, minutes, onEveryDatabase, otherGuild, sam } from './ground.ts';

const elsewhere = '300000000000000002';
const shown = (order: string) => ({ guild, order });

/** Puts the message of an order into the channel. */
async function post({ book }: StatusMessages, order: string, message: string): Promise<void> {
  await book.begin(shown(order), channel);
  await book.confirmed(shown(order), message, 'hash');
}

const statusJobs = (jobs: ReadonlyMap<string, { readonly runAt: Date | undefined }>) =>
  [...jobs].filter(([key]) => key.startsWith('status:')).map(([key, { runAt }]) => ({ key, runAt }));

onEveryDatabase((test) => {
  test('many messages are drawn one after the other, slower than Discord allows', async ({
    status,
    make,
    jobs,
    now,
    transaction,
  }) => {
    const ids = [(await make()).id, (await make()).id, (await make()).id];
    jobs.clear();
    await transaction((em) => status.guildChanged(em, guild));
    const drawn = statusJobs(jobs);
    expect(drawn.map(({ key }) => key).sort()).toEqual(ids.map((id) => `status:${id}`).sort());
    const times = drawn.map(({ runAt }) => runAt!.getTime() - now().getTime()).sort((a, b) => a - b);
    expect(times).toEqual([0, 1500, 3000]);
  });

  test('a server’s messages are those of open orders, and those that could not be shown', async ({
    status,
    orders,
    make,
    jobs,
    transaction,
  }) => {
    const open = await make();
    const done = await make();
    const blocked = await make();
    await make({ guild: otherGuild });
    await status.book.begin(shown(blocked.id), channel);
    await status.book.troubled(shown(blocked.id), 'gone');
    for (const { id } of [done, blocked]) {
      await orders.complete(guild, id, sam);
    }
    jobs.clear();
    await transaction((em) => status.guildChanged(em, guild));
    expect(
      statusJobs(jobs)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([`status:${open.id}`, `status:${blocked.id}`].sort());
  });

  test('staff are told once of a channel that is wrong, however many orders there are', async ({
    status,
    make,
    audit,
  }) => {
    for (const reason of ['gone', 'gone', 'forbidden'] as const) {
      const { id } = await make();
      await status.book.begin(shown(id), channel);
      await status.book.troubled(shown(id), reason);
      await status.book.troubled(shown(id), reason);
    }
    const told = audit.filter(({ action }) => action === 'status.blocked');
    expect(told.map(({ target, reason }) => [target, reason])).toEqual([
      [channel, 'gone'],
      [channel, 'forbidden'],
    ]);
  });

  test('one message of those that could not be shown is tried now and then, and tells for all', async ({
    status,
    make,
    advance,
  }) => {
    const ids = [(await make()).id, (await make()).id];
    for (const id of ids) {
      await status.book.begin(shown(id), channel);
      await status.book.troubled(shown(id), 'forbidden');
      advance(minutes(2));
    }
    expect(await status.worthATry()).toEqual([]);
    advance(minutes(4));
    expect(await status.worthATry()).toEqual([shown(ids[1]!)]);
    await status.book.troubled(shown(ids[1]!), 'forbidden');
    expect(await status.worthATry()).toEqual([]);
  });

  test('once one can be shown again the others that could not be follow, and those that are shown are left alone', async ({
    status,
    make,
    jobs,
    transaction,
  }) => {
    const [fine, blocked] = [await make(), await make()];
    await post(status, fine.id, '1');
    await status.book.begin(shown(blocked.id), channel);
    await status.book.troubled(shown(blocked.id), 'forbidden');
    jobs.clear();
    await transaction((em) => status.unblocked(em, guild));
    expect(statusJobs(jobs).map(({ key }) => key)).toEqual([`status:${blocked.id}`]);
  });

  test('a message that is deleted is looked at if its order is open, and no other', async ({
    status,
    orders,
    make,
    jobs,
  }) => {
    const [open, done, other] = [await make(), await make(), await make()];
    await post(status, open.id, '1');
    await post(status, done.id, '2');
    await post(status, other.id, '3');
    await orders.complete(guild, done.id, sam);
    jobs.clear();
    await status.deleted(channel, ['1', '2']);
    await status.deleted(elsewhere, ['3']);
    expect(statusJobs(jobs).map(({ key }) => key)).toEqual([`status:${open.id}`]);
  });

  test(
    'it is known whether all messages are where they should be',
    async ({ status, make }) => {
      const { id } = await make();
      expect(await status.standing(guild)).toMatchObject({ rows: [], inPlace: false });
      await post(status, id, '1');
      expect(await status.standing(guild)).toMatchObject({ rows: [{ order: id }], inPlace: true });
      await status.book.begin(shown(id), elsewhere);
      await status.book.confirmed(shown(id), '2', 'hash');
      expect((await status.standing(guild)).inPlace).toBe(false);
    },
    { statusChannel: channel },
  );

  test('where no channel is chosen, none is missing', async ({ status, make }) => {
    const { id } = await make();
    expect((await status.standing(guild)).inPlace).toBe(true);
    await post(status, id, '1');
    expect((await status.standing(guild)).inPlace).toBe(false);
    await status.book.withdrawn(shown(id));
    expect((await status.standing(guild)).inPlace).toBe(true);
  });
});
