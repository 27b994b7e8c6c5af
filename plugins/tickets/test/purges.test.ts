import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Purge } from '../entities/purge.ts';
import { channel, type Ground, guild, onEveryDatabase, sam } from './ground.ts';
import { opened, settle } from './settled.ts';

const day = 24 * 60 * 60_000;
const people = (count: number) => Array.from({ length: count }, (_, index) => `60000000000000000${index}`);

/** Closed tickets of as many people, each closed a day after the one before; the last one today. */
async function closed(ground: Ground, count: number): Promise<string[]> {
  const type = (await ground.addType()).id;
  const ids: string[] = [];
  for (const person of people(count)) {
    ground.advance(day);
    const id = await opened(ground, person, type);
    (await ground.tickets.close(guild, id, sam)).unwrap();
    await settle(ground, id);
    ids.push(id);
  }
  return ids;
}

const wish = (ground: Ground, days: number, more = {}) => ({
  guild,
  before: new Date(ground.now().getTime() - days * day),
  type: null,
  archivedOnly: false,
  ...more,
});

const statesOf = async (ground: Ground, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await ground.tickets.find(guild, id))!.state));

onEveryDatabase((test) => {
  test('only closed tickets that are old enough go; pinned ones stay', async (ground) => {
    const ids = await closed(ground, 5);
    (await ground.work.archive(guild, ids[0]!, sam)).unwrap();
    (await ground.work.pin(guild, ids[1]!, true, sam)).unwrap();
    ground.advance(1);
    expect(await ground.purges.count(wish(ground, 2))).toBe(2);
    expect(await ground.purges.count(wish(ground, 2, { archivedOnly: true }))).toBe(1);
    expect(await ground.purges.count(wish(ground, 2, { type: 'another' }))).toBe(0);
    expect(codeOf(await ground.purges.start(wish(ground, 30), sam, channel))).toBe('nothing-to-purge');
  });

  test('it goes on until all are gone, where a process ended too, and says how far it is', async (ground) => {
    const ids = await closed(ground, 4);
    const { id } = (await ground.purges.start(wish(ground, 1), sam, channel)).unwrap();
    expect(codeOf(await ground.purges.start(wish(ground, 0), sam, channel))).toBe('purge-runs');
    expect(await ground.purges.progress(guild, id)).toMatchObject({ left: 2, blocked: 0 });
    await ground.purges.run(guild, id);
    expect(await statesOf(ground, ids)).toEqual(['deleting', 'deleting', 'closed', 'closed']);
    // Twice, as after a crash.
    await ground.purges.run(guild, id);
    expect((await ground.all(Purge))[0]!.finishedAt).toBeNull();
    expect(ground.jobs.has(`purge:${id}`)).toBe(true);
    await settle(ground, ids[0]!);
    expect(await ground.purges.progress(guild, id)).toMatchObject({ left: 1 });
    await settle(ground, ids[1]!);
    await ground.purges.run(guild, id);
    expect((await ground.all(Purge))[0]).toMatchObject({ finishedAt: ground.now(), runningKey: null });
    expect(ground.audit.filter(({ action }) => action === 'delete')).toHaveLength(2);
    expect(await statesOf(ground, ids)).toEqual(['deleted', 'deleted', 'closed', 'closed']);
  });

  test('what Discord does not let the bot delete does not keep it running', async (ground) => {
    const ids = await closed(ground, 2);
    ground.advance(day);
    const { id } = (await ground.purges.start(wish(ground, 0), sam, channel)).unwrap();
    await ground.purges.run(guild, id);
    await ground.tickets.troubled((await ground.tickets.find(guild, ids[0]!))!, 'forbidden');
    await settle(ground, ids[1]!);
    await ground.purges.run(guild, id);
    expect(await ground.purges.progress(guild, id)).toMatchObject({ left: 1, blocked: 1 });
    expect((await ground.all(Purge))[0]!.finishedAt).not.toBeNull();
  });

  test('a ticket that is opened again meanwhile stays', async (ground) => {
    const ids = await closed(ground, 2);
    ground.advance(day);
    const { id } = (await ground.purges.start(wish(ground, 0), sam, channel)).unwrap();
    (await ground.tickets.reopen(guild, ids[0]!, sam)).unwrap();
    await ground.purges.run(guild, id);
    await settle(ground, ids[1]!);
    await ground.purges.run(guild, id);
    await settle(ground, ids[0]!);
    expect(await statesOf(ground, ids)).toEqual(['open', 'deleted']);
  });
});
