import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Rating } from '../entities/rating.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { eve, type Ground, guild, onEveryDatabase, sam } from './ground.ts';
import { settle } from './settled.ts';

const day = 24 * 60 * 60_000;

/** A ticket of Eve's that was closed. @returns its id. */
async function closed(ground: Ground, askRating = true): Promise<string> {
  const { id: type } = await ground.addType();
  await ground.transaction((em) => em.nativeUpdate(TicketType, { id: type }, { askRating }));
  const { id } = (await ground.click(type)).unwrap();
  await settle(ground, id);
  (await ground.tickets.close(guild, id, sam)).unwrap();
  await settle(ground, id);
  return id;
}

onEveryDatabase((test) => {
  test('each closing is asked about once, where the type says so', async (ground) => {
    await closed(ground, false);
    expect(await ground.all(Rating)).toEqual([]);
  });

  test('the creator rates, says why, and thinks again; nobody else does', async (ground) => {
    const ticket = await closed(ground);
    const [asked] = await ground.all(Rating);
    expect(asked).toMatchObject({ ticket, user: eve, stars: null });
    expect(ground.jobs.get(`ask:${asked!.id}`)).toMatchObject({ name: 'ask-rating' });
    expect(codeOf(await ground.ratings.rate(asked!.id, sam, 5))).toBe('not-your-rating');
    expect(codeOf(await ground.ratings.rate('nothing', eve, 5))).toBe('not-your-rating');
    (await ground.ratings.rate(asked!.id, eve, 2)).unwrap();
    (await ground.ratings.comment(asked!.id, eve, '  slow  ')).unwrap();
    (await ground.ratings.rate(asked!.id, eve, 4)).unwrap();
    expect(await ground.ratings.of(ticket)).toMatchObject([{ stars: 4, comment: 'slow' }]);
    const said = ground.audit.filter(({ action }) => action === 'rate');
    expect(said).toMatchObject([
      { to: 2, target: '1' },
      { from: 2, to: 4 },
    ]);
    await expect(ground.ratings.rate(asked!.id, eve, 6)).rejects.toThrow(RangeError);
  });

  test('after two weeks nothing is changed any more', async (ground) => {
    await closed(ground);
    const [{ id }] = (await ground.all(Rating)) as [Rating];
    ground.advance(14 * day);
    (await ground.ratings.rate(id, eve, 3)).unwrap();
    ground.advance(1);
    expect(codeOf(await ground.ratings.rate(id, eve, 1))).toBe('rating-over');
    expect((await ground.all(Rating))[0]!.stars).toBe(3);
  });

  test('a ticket that is opened and closed again is asked about again', async (ground) => {
    const ticket = await closed(ground);
    await ground.tickets.reopen(guild, ticket, eve);
    await settle(ground, ticket);
    await ground.tickets.close(guild, ticket, eve);
    await settle(ground, ticket);
    expect(await ground.all(Rating)).toHaveLength(2);
  });
});
