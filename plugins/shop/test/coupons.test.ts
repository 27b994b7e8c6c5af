import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Coupon } from '../entities/coupon.ts';
import { bob, eve, guild, minutes, onEveryDatabase, otherGuild, sam } from './ground.ts';

onEveryDatabase((test) => {
  test('a coupon is a percentage or an amount, never both and never neither', async ({ coupons }) => {
    const add = async (facts: object) => codeOf(await coupons.add(guild, { code: 'save', ...facts }, sam));
    const amount = { amount: 500, currency: 'USD' };
    expect(await add({})).toBe('coupon-worth');
    expect(await add({ percent: 10, amount })).toBe('coupon-worth');
    expect(await add({ percent: 101 })).toBe('coupon-worth');
    expect(await add({ amount: { ...amount, amount: 0 } })).toBe('coupon-worth');
    expect(await add({ percent: 10, uses: 0 })).toBe('coupon-limit');
    expect(await add({ percent: 10, product: 'nowhere' })).toBe('no-such-product');
    expect(await add({ percent: 10, endsAt: new Date(0) })).toBe('coupon-past');
    expect(await add({ percent: 10, code: 'two words' })).toBe('coupon-code');
    expect(await add({ percent: 10 })).toBeUndefined();
    expect(await add({ amount, code: ' SAVE' })).toBe('name-taken');
  });

  test('what is left out of an edit stays; limits go away; orders that used it stay as they are', async (ground) => {
    const shop = await ground.stocked(5);
    const { coupons } = ground;
    const endsAt = new Date(Date.parse('2026-11-21T21:00:00Z'));
    const facts = { code: 'save', percent: 10, product: shop.product, uses: 1, perBuyer: 1, endsAt };
    (await coupons.add(guild, facts, sam)).unwrap();
    const before = (await ground.ask({ ...shop, coupon: 'save' })).unwrap();
    expect(codeOf(await ground.ask({ ...shop, buyer: bob, coupon: 'save' }))).toBe('coupon-used-up');

    const amount = { amount: 100, currency: 'USD' };
    (await coupons.edit(guild, 'Save', { amount, uses: 2 }, sam)).unwrap();
    const [row] = await ground.all(Coupon);
    expect(row).toMatchObject({ percent: null, amount: 100, currency: 'USD', uses: 2, perBuyer: 1, endsAt });
    const after = (await ground.ask({ ...shop, buyer: bob, coupon: 'save' })).unwrap();
    expect([before.discount, after.discount]).toEqual([109, 100]);
    expect((await ground.now(before.id)).discount).toBe(109);
    expect(codeOf(await ground.ask({ ...shop, coupon: 'save' }))).toBe('coupon-used-up');

    (
      await coupons.edit(guild, 'save', { uses: null, perBuyer: null, product: null, endsAt: null }, sam)
    ).unwrap();
    ground.advance(minutes(61));
    expect((await ground.ask({ ...shop, coupon: 'save' })).isOk()).toBe(true);
    expect(ground.audit.filter(({ action }) => action === 'coupon-edit')[0]).toMatchObject({
      actor: sam,
      target: 'SAVE',
      from: { percent: 10, amount: null, uses: 1 },
      to: { percent: null, amount: 100, uses: 2 },
    });
  });

  test('an edit that cannot be changes nothing', async (ground) => {
    const { coupons } = ground;
    (await coupons.add(guild, { code: 'save', percent: 10 }, sam)).unwrap();
    expect(codeOf(await coupons.edit(guild, 'save', { percent: 0, uses: 3 }, sam))).toBe('coupon-worth');
    expect(codeOf(await coupons.edit(guild, 'other', { percent: 5 }, sam))).toBe('no-such-coupon');
    expect(codeOf(await coupons.edit(otherGuild, 'save', { percent: 5 }, sam))).toBe('no-such-coupon');
    expect(await ground.all(Coupon)).toMatchObject([{ percent: 10, uses: null }]);
  });

  test('a coupon that was taken away is not offered, and its word is free again', async (ground) => {
    const shop = await ground.stocked(2);
    const { coupons } = ground;
    (await coupons.add(guild, { code: 'save', percent: 10 }, sam)).unwrap();
    (await coupons.add(guild, { code: 'spring', percent: 10 }, sam)).unwrap();
    (await coupons.remove(guild, 'save', sam)).unwrap();
    expect(codeOf(await ground.ask({ ...shop, buyer: eve, coupon: 'save' }))).toBe('no-such-coupon');
    expect((await coupons.offered(guild, 's')).map(({ code }) => code)).toEqual(['SPRING']);
    expect((await coupons.list(guild, 0)).rows.map(({ code }) => code)).toEqual(['SPRING']);
    (await coupons.add(guild, { code: 'save', percent: 20 }, sam)).unwrap();
    expect((await ground.ask({ ...shop, coupon: 'save' })).unwrap().discount).toBe(219);
  });
});
