import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { Vouch } from '../entities/vouch.ts';
import { VouchEdit } from '../entities/vouch-edit.ts';
import { bob, eve, type Ground, guild, minutes, onEveryDatabase, sam } from './ground.ts';

const customer = (user: string) => ({ user, staff: false });
const good = { stars: 5, text: ' Quick! ' };

/** An order that is delivered. */
async function delivered(ground: Ground, buyer: string = eve) {
  const { product, method } = await ground.stocked(1);
  const { id } = await ground.submitted({ product, method, buyer });
  await ground.sending.sent((await ground.review.approve(guild, id, sam)).unwrap());
  return id;
}

onEveryDatabase((test) => {
  test('C2: a buyer says once how an order was; changing it keeps what it said', async (ground) => {
    const { vouches } = ground;
    const id = await delivered(ground);
    const said = await Promise.all([
      vouches.say(guild, id, customer(eve), good),
      vouches.say(guild, id, customer(eve), { stars: 4, text: 'Fine' }),
    ]);
    expect(said.every((one) => one.isOk())).toBe(true);
    expect(await ground.all(Vouch)).toHaveLength(1);
    (await vouches.say(guild, id, customer(eve), { stars: 1, text: 'It broke' })).unwrap();
    expect(await vouches.of(guild, id)).toMatchObject({ stars: 1, text: 'It broke', version: 3 });
    const edits = await vouches.edits(id);
    expect(edits).toHaveLength(2);
    expect(new Set(edits.map(({ text }) => text))).toEqual(new Set(['Quick!', 'Fine']));
    expect(ground.jobs.get(`show-vouch:${id}`)).toMatchObject({ payload: { guild, order: id } });
  });

  test(
    'C2: only what was delivered is rated, by its buyer, and for a while',
    async (ground) => {
      const { vouches } = ground;
      const { product, method } = await ground.stocked(2);
      const waiting = await ground.submitted({ product, method });
      expect(codeOf(await vouches.say(guild, waiting.id, customer(eve), good))).toBe('vouch-undelivered');
      const id = await delivered(ground);
      expect(codeOf(await vouches.say(guild, id, customer(bob), good))).toBe('not-yours');
      expect(codeOf(await vouches.say(guild, id, customer(eve), { stars: 5, text: 'x'.repeat(1_001) }))).toBe(
        'vouch-length',
      );
      (await vouches.say(guild, id, customer(eve), good)).unwrap();
      ground.advance(minutes(60));
      expect(codeOf(await vouches.open(guild, id, customer(eve)))).toBe('vouch-late');
      expect(codeOf(await vouches.say(guild, id, customer(eve), { stars: 1, text: '' }))).toBe('vouch-late');
      expect(await ground.all(VouchEdit)).toEqual([]);
    },
    { vouchTime: 60 },
  );

  test('C2: staff rate nothing of their own shop', async (ground) => {
    const id = await delivered(ground);
    expect(codeOf(await ground.vouches.say(guild, id, { user: eve, staff: true }, good))).toBe('staff-vouch');
    expect(await ground.all(Vouch)).toEqual([]);
  });

  test('C2: what costs nothing is rated once by one person, however often they take it, and by clicks at once', async (ground) => {
    const { vouches } = ground;
    const { product, method } = await ground.stocked(5, { prices: [{ amount: 0, currency: 'USD' }] });
    const take = async (buyer: string = eve) => {
      const order = (await ground.ask({ product, method, buyer })).unwrap();
      await ground.sending.sent(order);
      return order.id;
    };
    const ids = [await take(), await take()];
    const said = await Promise.all(ids.map((id) => vouches.say(guild, id, customer(eve), good)));
    expect(said.map(codeOf).filter(Boolean)).toEqual(['vouch-free']);
    const first = said.find((one) => one.isOk())!.unwrap().order;
    expect(codeOf(await vouches.open(guild, await take(), customer(eve)))).toBe('vouch-free');
    // They change what they said, others have a say, and so have they of what they pay.
    (await vouches.say(guild, first, customer(eve), { stars: 1, text: 'No' })).unwrap();
    (await vouches.say(guild, await take(bob), customer(bob), good)).unwrap();
    (await vouches.say(guild, await delivered(ground), customer(eve), good)).unwrap();
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
    expect(codeOf(await vouches.open(guild, await take(), customer(eve)))).toBe('vouch-free');
    expect((await vouches.summary(guild)).byStars).toEqual([1, 0, 0, 0, 2]);
  });

  test('C2: the average is all stars by all ratings, whatever was changed', async (ground) => {
    const { vouches } = ground;
    for (const [buyer, stars] of [
      [eve, 5],
      [bob, 2],
      [eve, 4],
    ] as const) {
      const id = await delivered(ground, buyer);
      (await vouches.say(guild, id, customer(buyer), { stars: 1, text: '' })).unwrap();
      (await vouches.say(guild, id, customer(buyer), { stars, text: '' })).unwrap();
    }
    expect(await vouches.summary(guild)).toEqual({ count: 3, average: 11 / 3, byStars: [0, 1, 0, 1, 1] });
    expect((await vouches.list(guild, 0)).total).toBe(3);
  });

  test('staff answer, and take the answer back', async (ground) => {
    const { vouches } = ground;
    const id = await delivered(ground);
    expect(codeOf(await vouches.answer(guild, id, sam, 'Thanks'))).toBe('no-vouch');
    (await vouches.say(guild, id, customer(eve), good)).unwrap();
    expect((await vouches.answer(guild, id, sam, ' Thanks ')).unwrap()).toMatchObject({
      answer: 'Thanks',
      answeredBy: sam,
      stars: 5,
    });
    expect((await vouches.answer(guild, id, sam, '')).unwrap().answer).toBeNull();
  });

  test('what somebody said goes with them; their stars count on', async (ground) => {
    const { vouches } = ground;
    const id = await delivered(ground);
    (await vouches.say(guild, id, customer(eve), good)).unwrap();
    (await vouches.say(guild, id, customer(eve), { stars: 4, text: 'Call me on 555' })).unwrap();
    ground.jobs.clear();
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
    expect(JSON.stringify([await ground.all(Vouch), await ground.all(VouchEdit)])).not.toMatch(
      new RegExp(`${eve}|Quick|555`),
    );
    expect((await vouches.summary(guild)).average).toBe(4);
    // What everybody reads is written anew.
    expect([...ground.jobs.keys()]).toEqual(
      expect.arrayContaining([`show-vouch:${id}`, `show-purchase:${id}`]),
    );
  });

  test('C1: an order is in the purchase log from its payment on, and not before', async (ground) => {
    const { product, method } = await ground.stocked(1);
    const { id } = await ground.submitted({ product, method });
    expect(ground.jobs.has(`show-purchase:${id}`)).toBe(false);
    const order = (await ground.review.approve(guild, id, sam)).unwrap();
    expect(ground.jobs.get(`show-purchase:${id}`)).toMatchObject({ payload: { guild, order: id } });
    ground.jobs.clear();
    await ground.sending.sent(order);
    expect(ground.jobs.has(`show-purchase:${id}`)).toBe(true);
  });
});
