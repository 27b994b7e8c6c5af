import { expect } from 'vitest';
import { pauses } from '../delivery/sending.ts';
import { Happening } from '../entities/happening.ts';
import { type Ground, guild, minutes, onEveryDatabase, sam, secret } from './ground.ts';

/** An order that was paid and is to be sent. */
async function toBeSent(ground: Ground, items = 1): Promise<string> {
  const { id } = await ground.submitted(await ground.stocked(items));
  (await ground.review.approve(guild, id, sam)).unwrap();
  return id;
}

const jobOf = (ground: Ground, key: string) => ground.jobs.get(key);

onEveryDatabase((test) => {
  test('D3: what could not be sent is tried again after 1, 5 and 30 minutes, 2 and 12 hours; then it waits and staff are told', async (ground) => {
    const id = await toBeSent(ground);
    expect(jobOf(ground, `deliver:${id}`)?.runAt).toEqual(ground.context.clock.now());
    for (const minutesLater of [1, 5, 30, 2 * 60, 12 * 60]) {
      await ground.sending.failed(await ground.now(id), 'Discord: 503');
      const order = await ground.now(id);
      expect(order.fulfilment).toBe('allocated');
      expect(order.sendAt).toEqual(new Date(ground.context.clock.now().getTime() + minutes(minutesLater)));
      expect(jobOf(ground, `deliver:${id}`)?.runAt).toEqual(order.sendAt);
      expect(jobOf(ground, `trouble:${id}`)).toBeUndefined();
      ground.advance(minutes(minutesLater));
    }
    await ground.sending.failed(await ground.now(id), 'Discord: 503');
    expect(await ground.now(id)).toMatchObject({ fulfilment: 'blocked', problem: 'failed', sendAt: null });
    expect(jobOf(ground, `trouble:${id}`)).toMatchObject({
      name: 'tell-staff',
      payload: { guild, order: id },
    });
    expect(jobOf(ground, `waiting:${id}`)).toMatchObject({ name: 'tell-waiting' });
    const record = (await ground.all(Happening)).filter(
      ({ order, action }) => order === id && action !== 'order',
    );
    expect(record.filter(({ action }) => action === 'postpone')).toHaveLength(pauses.length);
    expect(record.find(({ action }) => action === 'block')?.reason).toBe('Discord: 503');
    // Nobody needs to send it again for its buyer to have it.
    const read = (await ground.delivery.reveal(guild, id, (await ground.now(id)).buyer)).unwrap();
    expect(read.contents.map(({ text }) => text)).toEqual([secret(1)]);
  });

  test('D1 D3: closed direct messages block it at once; its buyer and staff are told, once', async (ground) => {
    const id = await toBeSent(ground);
    await ground.sending.blocked(await ground.now(id), 'closed');
    expect(await ground.now(id)).toMatchObject({ fulfilment: 'blocked', problem: 'closed' });
    expect(jobOf(ground, `waiting:${id}`)).toMatchObject({ name: 'tell-waiting' });
    expect(jobOf(ground, `trouble:${id}`)).toMatchObject({ name: 'tell-staff' });
    ground.jobs.clear();
    const { version } = await ground.now(id);
    (await ground.refunds.refund(guild, id, { by: sam, reason: 'late', amount: 10, version })).unwrap();
    expect(jobOf(ground, `trouble:${id}`)).toBeUndefined();
    expect(jobOf(ground, `waiting:${id}`)).toBeUndefined();
    (await ground.delivery.resend(guild, id, sam)).unwrap();
    expect(await ground.now(id)).toMatchObject({
      sendTries: 0,
      sendAt: ground.context.clock.now(),
      problem: null,
    });
  });

  test('D1: what is to be sent and nobody tries to send is found, and counts as a try that failed, once', async (ground) => {
    const id = await toBeSent(ground);
    ground.jobs.delete(`deliver:${id}`);
    ground.advance(minutes(19));
    expect(await ground.sending.lost()).toEqual([]);
    ground.advance(minutes(1));
    const lost = await ground.sending.lost();
    expect(lost.map((order) => order.id)).toEqual([id]);
    await Promise.all([
      ground.sending.failed(lost[0]!, 'lost'),
      ground.sending.failed(lost[0]!, 'Discord: 500'),
    ]);
    expect((await ground.now(id)).sendTries).toBe(1);
    expect(jobOf(ground, `deliver:${id}`)?.runAt).toEqual(
      new Date(ground.context.clock.now().getTime() + minutes(1)),
    );
    expect(await ground.sending.lost()).toEqual([]);
  });

  test('D2: what was sent is delivered, also when money went back meanwhile; what was sent before a replacement is not', async (ground) => {
    const id = await toBeSent(ground, 2);
    const seen = await ground.now(id);
    const wish = { by: sam, reason: 'late', amount: 10, version: seen.version };
    (await ground.refunds.refund(guild, id, wish)).unwrap();
    await ground.sending.sent(seen);
    expect(await ground.now(id)).toMatchObject({ payment: 'part-refunded', fulfilment: 'delivered' });
    (await ground.delivery.replace(guild, id, 1, sam, 'bad')).unwrap();
    await ground.sending.sent(seen);
    expect((await ground.now(id)).fulfilment).toBe('allocated');
    await ground.sending.sent(await ground.now(id));
    expect((await ground.now(id)).fulfilment).toBe('delivered');
  });

  test('T6: what is refunded while it is being sent is not sent any more; what is refunded in part is', async (ground) => {
    const id = await toBeSent(ground);
    const seen = await ground.now(id);
    const refund = async (amount?: number) => {
      const { version } = await ground.now(id);
      (await ground.refunds.refund(guild, id, { by: sam, reason: 'late', version, amount })).unwrap();
    };
    expect(await ground.sending.isDue(seen)).toBe(true);
    await refund(10);
    expect(await ground.sending.isDue(seen)).toBe(true);
    await refund();
    expect(await ground.sending.isDue(seen)).toBe(false);
  });

  test('D5: what could not be sent to somebody who had left is sent when they are back, once', async (ground) => {
    const id = await toBeSent(ground);
    await ground.sending.blocked(await ground.now(id), 'away');
    const { buyer, delivery } = await ground.now(id);
    expect(await ground.sending.away(guild)).toEqual([buyer]);
    await ground.sending.back(guild, sam);
    expect((await ground.now(id)).fulfilment).toBe('blocked');
    await ground.sending.back(guild, buyer);
    await ground.sending.back(guild, buyer);
    expect(await ground.now(id)).toMatchObject({
      fulfilment: 'allocated',
      problem: null,
      delivery: delivery + 1,
    });
    expect(jobOf(ground, `deliver:${id}`)).toMatchObject({ name: 'deliver' });
    expect(await ground.sending.away(guild)).toEqual([]);
  });

  test('S5 T7: an order whose time to pay is long over though nothing ended it is found, and ends once', async (ground) => {
    const shop = await ground.stocked(1);
    const { id } = (await ground.ask(shop)).unwrap();
    ground.advance(minutes(60 + 19));
    expect(await ground.review.overdue()).toEqual([]);
    ground.advance(minutes(1));
    expect((await ground.review.overdue()).map((order) => order.id)).toEqual([id]);
    await ground.review.expire(guild, id);
    expect(await ground.review.overdue()).toEqual([]);
    expect((await ground.ask(shop)).isOk()).toBe(true);
  });
});
