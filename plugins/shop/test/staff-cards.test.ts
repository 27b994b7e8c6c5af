import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { ReviewCard } from '../entities/review-card.ts';
import { bob, channel, eve, type Ground, guild, minutes, onEveryDatabase, sam } from './ground.ts';

const days = (count: number) => minutes(count * 24 * 60);
const waiting = async ({ staffCards }: Ground) =>
  (await Array.fromAsync(staffCards.waiting(guild, 2))).flat();
const reminded = ({ jobs }: Ground) => [...jobs.values()].filter(({ name }) => name === 'tell-overdue');

onEveryDatabase((test) => {
  test('orders that wait for staff are found with their cards, however many there are', async (ground) => {
    const shop = await ground.stocked(9);
    const { bookings, review } = ground;
    const ids: string[] = [];
    for (const buyer of [eve, bob, '500000000000000001']) {
      ids.push((await ground.submitted({ ...shop, buyer })).id);
    }
    (await review.claim(guild, ids[1]!, sam)).unwrap();
    const late = (await ground.ask(shop)).unwrap();
    ground.advance(minutes(61));
    await review.expire(guild, late.id);
    (await review.submit(guild, late.id, eve, { text: 'late' })).unwrap();
    const byHand = await ground.submitted({ ...(await ground.stocked(0, { supply: 'hand' })), buyer: bob });
    (await review.approve(guild, byHand.id, sam)).unwrap();
    const booked = await ground.submitted(shop);
    const booking = { by: sam, amount: 5, reason: 'seen', version: booked.version };
    (await bookings.book(guild, booked.id, booking)).unwrap();
    // None of these waits for staff.
    (await ground.ask({ ...shop, buyer: bob })).unwrap();
    (await review.approve(guild, (await ground.submitted({ ...shop, buyer: bob })).id, sam)).unwrap();
    (await review.reject(guild, (await ground.submitted(shop)).id, sam, 'no', { last: true })).unwrap();
    await ground.transaction(async (em) => {
      em.create(ReviewCard, { order: ids[0]!, guild, channel, message: '1' });
    });
    const found = await waiting(ground);
    expect(found.map(({ order }) => order)).toEqual([...ids, late.id, byHand.id, booked.id].toSorted());
    expect(found.filter(({ card }) => card).map(({ order, card }) => [order, card!.channel])).toEqual([
      [ids[0], channel],
    ]);
  });

  test('staff are reminded once a day of what waits for them longer than they want, until nothing does', async (ground) => {
    const { reminders, review } = ground;
    const { id } = await ground.submitted(await ground.stocked(1));
    await reminders.remind(guild);
    expect(reminded(ground)).toEqual([]);
    ground.advance(days(1));
    // Whoever takes it and gives it back does not make it younger.
    (await review.claim(guild, id, sam)).unwrap();
    await reminders.remind(guild);
    expect(reminded(ground)).toHaveLength(1);
    expect(await reminders.overdue(guild)).toMatchObject({ count: 1, orders: [{ id }] });
    ground.jobs.clear();
    ground.advance(days(1) - 1);
    await reminders.remind(guild);
    expect(reminded(ground)).toEqual([]);
    ground.advance(1);
    await reminders.remind(guild);
    expect(reminded(ground)).toHaveLength(1);
    (await review.approve(guild, id, sam)).unwrap();
    ground.jobs.clear();
    ground.advance(days(2));
    await reminders.remind(guild);
    expect(reminded(ground)).toEqual([]);
    expect((await reminders.overdue(guild)).count).toBe(0);
  });

  test(
    'nobody buys where nobody would see that they paid',
    async (ground) => {
      expect(codeOf(await ground.ask(await ground.stocked(1)))).toBe('not-ready');
    },
    { reviewChannel: null },
  );
});
