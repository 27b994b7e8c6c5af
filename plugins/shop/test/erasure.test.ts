import { forgotten, Overtaken, veiled } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { Happening } from '../entities/happening.ts';
import { Order } from '../entities/order.ts';
import { RoleGrant } from '../entities/role-grant.ts';
import { standingOf } from '../orders/order-states.ts';
import { bob, eve, type Ground, guild, minutes, onEveryDatabase, sam } from './ground.ts';

const gold = '400000000000000001';
const forget = (ground: Ground, user = eve) =>
  ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, user));
/** Who has a role of somebody who was forgotten. */
const nobody = { guild, user: veiled(guild, eve), role: gold };

onEveryDatabase((test) => {
  test('T1 T4: orders of somebody who is forgotten are led on like any other: with a version, a line and a card', async (ground) => {
    const shop = await ground.stocked(4);
    const { review } = ground;
    const late = (await ground.ask(shop)).unwrap();
    ground.advance(minutes(61));
    await review.expire(guild, late.id);
    (await review.submit(guild, late.id, eve, { text: 'late' })).unwrap();
    const ids = [
      late.id,
      (await ground.ask(shop)).unwrap().id,
      (await ground.submitted(shop)).id,
      (await review.approve(guild, (await ground.submitted(shop)).id, sam)).unwrap().id,
    ];
    (await review.claim(guild, ids[2]!, sam)).unwrap();
    const before = await Promise.all(ids.map(ground.now));
    ground.jobs.clear();
    await forget(ground);
    const record = await ground.all(Happening);
    for (const { id, version } of before) {
      const order = await ground.now(id);
      expect(order).toMatchObject({ buyer: forgotten, version: version + 1, slotKey: null });
      const lines = record.filter((line) => line.order === id).toSorted((a, b) => a.version - b.version);
      expect(lines.at(-1)).toMatchObject({
        action: 'forget',
        actor: forgotten,
        version: version + 1,
        to: standingOf(order),
      });
      expect(ground.audit).toContainEqual(expect.objectContaining({ action: 'forget', target: id }));
    }
    const standings = await Promise.all(ids.map(async (id) => standingOf(await ground.now(id))));
    const over = 'cancelled/released';
    expect(standings).toEqual([over, over, over, 'captured/allocated']);
    expect((await ground.stock.counts(shop.product)).available).toBe(3);
    const jobs = [...ground.jobs.values()];
    const cards = jobs.filter(({ name }) => name === 'show-card').map(({ payload }) => payload.order);
    expect(cards.toSorted()).toEqual([ids[0], ids[2], ids[3]].toSorted());
    expect(jobs.map(({ name }) => name)).not.toContain('tell-buyer');
    // What somebody did meanwhile who saw it as it was comes too late.
    const { changes } = ground;
    const [, , seen] = before;
    await expect(
      ground.transaction((em) =>
        changes.enter(em, seen!, 'submitted/reserved', {}, { event: 'unclaim', actor: sam }),
      ),
    ).rejects.toThrow(Overtaken);
  });

  test('money that came for an order of somebody who is forgotten is booked and goes back', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(1));
    await forget(ground);
    const booking = { by: sam, amount: 1099, reason: 'in the bank', version: (await ground.now(id)).version };
    const { version } = (await ground.bookings.book(guild, id, booking)).unwrap();
    expect(codeOf(await ground.review.approve(guild, id, sam))).toBe('nobody-there');
    (await ground.refunds.refund(guild, id, { by: sam, reason: 'gone', version })).unwrap();
  });

  test('D5 D7: a role for a time ends on time although its member was forgotten, and nobody reads who that is', async (ground) => {
    const role = { supply: 'none', kind: 'role', role: gold, roleMinutes: 60 } as const;
    const { id } = await ground.submitted(await ground.stocked(0, role));
    (await ground.review.approve(guild, id, sam)).unwrap();
    const joined = ground.context.clock.now();
    const { roleGrants } = ground;
    await roleGrants.given({ ...nobody, user: eve }, joined);
    await roleGrants.settled({ ...nobody, user: eve });
    await forget(ground);
    expect(JSON.stringify([await ground.all(RoleGrant), [...ground.jobs]])).not.toContain(eve);
    expect(ground.jobs.get(`role:${nobody.user}:${gold}`)).toMatchObject({ payload: nobody });
    expect(await roleGrants.due(nobody, joined)).toBe('nothing');
    await roleGrants.settled(nobody);
    const end = new Date(joined.getTime() + minutes(60));
    expect(ground.jobs.get(`role:${nobody.user}:${gold}`)?.runAt).toEqual(end);
    ground.advance(minutes(61));
    expect(await roleGrants.due(nobody, joined)).toBe('take');
    await roleGrants.taken(nobody);
    expect(ground.audit.at(-1)).toMatchObject({ action: 'role-take', target: forgotten });
  });

  test('D7: a role goes when the money goes back, although its member was forgotten; who comes back has it again', async (ground) => {
    const role = { supply: 'none', kind: 'role', role: gold, roleMinutes: null } as const;
    const shop = await ground.stocked(0, role);
    const { id } = await ground.submitted(shop);
    (await ground.review.approve(guild, id, sam)).unwrap();
    const joined = ground.context.clock.now();
    await ground.roleGrants.given({ ...nobody, user: eve }, joined);
    await forget(ground);
    expect(await ground.roleGrants.concerning(guild, eve)).toEqual([nobody]);
    expect(codeOf(await ground.ask(shop))).toBe('role-already');
    const { version } = await ground.now(id);
    (await ground.refunds.refund(guild, id, { by: sam, reason: 'asked', version })).unwrap();
    expect(await ground.roleGrants.due(nobody, joined)).toBe('take');
  });

  test('limits go on for whoever asked to be forgotten, and for nobody else', async (ground) => {
    const shop = await ground.stocked(5, { perBuyer: 1 });
    (await ground.coupons.add(guild, { code: 'less', percent: 50, perBuyer: 1 }, sam)).unwrap();
    const { id } = await ground.submitted({ ...shop, coupon: 'less' });
    (await ground.review.approve(guild, id, sam)).unwrap();
    await forget(ground);
    const other = { ...(await ground.stocked(2)), coupon: 'less' };
    expect(codeOf(await ground.ask(shop))).toBe('limit-reached');
    expect(codeOf(await ground.ask(other))).toBe('coupon-used');
    expect((await ground.ask({ ...shop, buyer: bob })).isOk()).toBe(true);
    expect((await ground.ask({ ...other, buyer: bob })).isOk()).toBe(true);
    expect(JSON.stringify(await ground.all(Order))).not.toContain(eve);
  });
});
