import { expect } from 'vitest';
import { Waiting } from '../entities/waiting.ts';
import { ada, bob, booking, channel, codeOf, eve, type Ground, guild, herself, minutes } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

/** Ada has pad 3; Bob and then Eve wait for it. */
async function lineUp({ board, waitlist, advance }: Ground): Promise<string> {
  const { id } = (await board.book(booking())).unwrap();
  expect((await waitlist.join(guild, 3, bob, channel)).unwrap()).toEqual({ pad: 3, position: 1 });
  advance(1000);
  expect((await waitlist.join(guild, 3, eve, channel)).unwrap()).toEqual({ pad: 3, position: 2 });
  return id;
}

const turnOf = async ({ sessions }: Ground) =>
  (await sessions.states(guild)).find(({ pad }) => pad === 3)?.held?.user;

onEveryDatabase((test) => {
  test('a line is for busy pads, and each has one place in it', async ({ board, waitlist }) => {
    expect(codeOf(await waitlist.join(guild, 3, bob, channel))).toBe('pad-free');
    await board.book(booking());
    expect(codeOf(await waitlist.join(guild, 3, ada, channel))).toBe('you-have-it');
    await waitlist.join(guild, 3, bob, channel);
    expect(codeOf(await waitlist.join(guild, 3, bob, channel))).toBe('already-waiting');
    expect((await waitlist.leave(guild, 3, bob)).isOk()).toBe(true);
    expect(codeOf(await waitlist.leave(guild, 3, bob))).toBe('not-waiting');
  });

  test('a free pad is kept for the first in line, who is told', async (ground) => {
    const { board, endings, jobs, waitlist } = ground;
    await endings.end(guild, await lineUp(ground), herself(ada));

    expect(await turnOf(ground)).toBe(bob);
    const [told] = [...jobs.values()].filter(({ name }) => name === 'tell-waiting');
    const place = await waitlist.untold(guild, told!.payload.waiting as string);
    expect(place).toMatchObject({ user: bob, pad: 3, channel });
    await waitlist.told(place!.id);
    expect(await waitlist.untold(guild, place!.id)).toBeUndefined();

    const taken = await board.book(booking({ host: eve }));
    expect(taken.unwrapErr()).toMatchObject({
      code: 'pad-held',
      values: { user: bob, until: place!.heldUntil },
    });
    expect((await board.book(booking({ host: bob }))).isOk()).toBe(true);
    expect((await waitlist.of(guild)).map(({ user }) => user)).toEqual([eve]);
  });

  test('who misses the turn loses it to the next in line, and a passer-by does not slip in', async (ground) => {
    const { board, endings, waitlist, advance, jobs } = ground;
    await endings.end(guild, await lineUp(ground), herself(ada));
    advance(minutes(5));
    expect(codeOf(await board.book(booking({ host: ada })))).toBe('pad-held');

    const [lapsed] = await waitlist.lapsed();
    await waitlist.lapse(guild, lapsed!.id);

    expect(await turnOf(ground)).toBe(eve);
    expect([...jobs.values()].filter(({ name }) => name === 'lapse-hold')).toHaveLength(1);
    expect(codeOf(await board.book(booking({ host: bob })))).toBe('pad-held');
    advance(minutes(5));
    await waitlist.lapse(guild, (await waitlist.lapsed())[0]!.id);
    expect((await board.book(booking({ host: bob }))).isOk()).toBe(true);
  });

  test('a turn does not lapse before its time', async (ground) => {
    const { endings, waitlist, advance, all } = ground;
    await endings.end(guild, await lineUp(ground), herself(ada));
    advance(minutes(4));
    expect(await waitlist.lapsed()).toEqual([]);
    const held = (await all(Waiting)).find(({ heldUntil }) => heldUntil)!;
    await waitlist.lapse(guild, held.id);

    expect(await turnOf(ground)).toBe(bob);
  });

  test('giving the turn up, or leaving the guild, passes it on', async (ground) => {
    const { board, endings, waitlist } = ground;
    await endings.end(guild, await lineUp(ground), herself(ada));
    await waitlist.leave(guild, 3, bob);
    expect(await turnOf(ground)).toBe(eve);
    await waitlist.forget(guild, eve);

    expect(await waitlist.of(guild)).toEqual([]);
    expect((await board.book(booking())).isOk()).toBe(true);
  });

  test('a line before a free pad that nobody was asked from is mended', async (ground) => {
    const { waitlist, transaction, newPlace } = { ...ground, newPlace: ground.context.newId() };
    await transaction(async (em) => {
      const placeKey = `${guild}:3:${bob}`;
      em.create(Waiting, { id: newPlace, guild, pad: 3, user: bob, channel, since: ground.now(), placeKey });
    });
    for (const { guild, pad } of await waitlist.unasked()) {
      await waitlist.ask(guild, pad);
    }

    expect(await turnOf(ground)).toBe(bob);
  });
});
