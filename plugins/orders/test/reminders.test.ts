import { expect } from 'vitest';
import { day } from '../context.ts';
import { days, type Ground, guild, minutes, onEveryDatabase, sam, tim } from './ground.ts';

const hours = (count: number) => minutes(60 * count);

/** An order that is due so long after now, in ms. */
const due = ({ make, now }: Ground, ms: number) => make({ dueAt: new Date(now().getTime() + ms) });

/** What the job that reminds would say now. */
async function said({ reminders, now }: Ground, id: string): Promise<string | undefined> {
  const next = await reminders.next(guild, id);
  if (!next || next.at > now()) {
    return undefined;
  }
  await reminders.said(next);
  return next.kind;
}

onEveryDatabase((test) => {
  test('staff are told once before, at the time that the settings say, and once when it is due', async (ground) => {
    const { advance, reminders, jobs } = ground;
    const { id, dueAt } = await due(ground, days(3));
    expect((await reminders.next(guild, id))?.at).toEqual(new Date(dueAt!.getTime() - day));
    expect(await said(ground, id)).toBeUndefined();
    advance(days(2));
    jobs.clear();
    expect(await said(ground, id)).toBe('before');
    // The next one is planned in the same transaction.
    expect(jobs.get(`due:${id}`)).toMatchObject({ name: 'remind' });
    expect(await said(ground, id)).toBeUndefined();
    advance(days(1));
    expect(await said(ground, id)).toBe('due');
    expect(await reminders.next(guild, id)).toBeUndefined();
  });

  test('who was away for both is told the last one only', async (ground) => {
    const { id } = await due(ground, days(3));
    ground.advance(days(4));
    expect(await said(ground, id)).toBe('due');
    expect(await said(ground, id)).toBeUndefined();
  });

  test('what was over already when the date was set is not said', async (ground) => {
    const { orders, advance, now } = ground;
    const { id } = await due(ground, hours(3));
    expect((await ground.reminders.next(guild, id))?.kind).toBe('due');
    advance(hours(1));
    await orders.edit(guild, id, { dueAt: new Date(now().getTime() + hours(5)) }, sam);
    expect(await said(ground, id)).toBeUndefined();
    await orders.complete(guild, id, sam);
    advance(hours(9));
    await orders.reopen(guild, id, sam);
    // It was due while it was closed: whoever opens it sees that.
    expect(await ground.reminders.next(guild, id)).toBeUndefined();
  });

  test('a date that is moved while the reminder is being sent keeps its own reminders', async (ground) => {
    const { orders, reminders, advance, now } = ground;
    const { id } = await due(ground, days(2));
    advance(days(1));
    const sent = (await reminders.next(guild, id))!;
    await orders.edit(guild, id, { dueAt: new Date(now().getTime() + days(5)) }, sam);
    await reminders.said(sent);
    advance(days(4));
    expect(await said(ground, id)).toBe('before');
  });

  test('notes and other changes neither skip a reminder nor repeat it', async (ground) => {
    const { orders, advance } = ground;
    const { id } = await due(ground, days(2));
    advance(days(1));
    await orders.note(guild, id, 'nearly done', sam);
    expect(await said(ground, id)).toBe('before');
    await orders.assign(guild, id, tim, sam);
    expect(await said(ground, id)).toBeUndefined();
  });

  test(
    'a server that wants none before it is due gets the last one alone',
    async (ground) => {
      const { id } = await due(ground, days(2));
      ground.advance(days(1));
      expect((await ground.reminders.next(guild, id))?.kind).toBe('due');
      expect(await said(ground, id)).toBeUndefined();
    },
    { remindBefore: 0 },
  );

  test('when the settings change, open orders whose reminders are not over are planned anew', async (ground) => {
    const { orders, jobs, reminders, make, transaction, advance } = ground;
    const waiting = await due(ground, days(3));
    const over = await due(ground, days(1));
    const done = await due(ground, days(3));
    await make();
    await orders.complete(guild, done.id, sam);
    advance(days(1));
    expect(await said(ground, over.id)).toBe('due');
    jobs.clear();
    await transaction((em) => reminders.planAll(em, guild));
    expect([...jobs.keys()]).toEqual([`due:${waiting.id}`]);
  });
});
