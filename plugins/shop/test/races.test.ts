import { type Database, untilDone } from '@guildhall/sdk';
import type { EntityName } from '@mikro-orm/core';
import { expect } from 'vitest';
import { HostAudit } from '../../../src/data/host-tables.ts';
import { HostJob } from '../../../src/jobs/job-table.ts';
import type { Moment } from '../../../test/ground/moment.ts';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { races } from '../../../test/ground/races.ts';
import { type ProductFacts, productLimit } from '../catalogue/products.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { Deliverable } from '../entities/deliverable.ts';
import { Method } from '../entities/method.ts';
import { Order } from '../entities/order.ts';
import { Product } from '../entities/product.ts';
import { RoleGrant } from '../entities/role-grant.ts';
import { Sighting } from '../entities/sighting.ts';
import { Vouch } from '../entities/vouch.ts';
import { VouchEdit } from '../entities/vouch-edit.ts';
import { Waiter } from '../entities/waiter.ts';
import { methodLimit } from '../payment/methods.ts';
import { guild, minutes, otherGuild, facts as productFacts, raceGround, sam, tim } from './ground.ts';

type Ground = NonNullable<Awaited<ReturnType<typeof raceGround>>>;

const gold = '400000000000000001';
const file = (name: string) => ({ name, bytes: Buffer.from(name) });
const role = (roleMinutes: number | null) =>
  ({ supply: 'none', kind: 'role', role: gold, roleMinutes }) as const;

/** Right after a job was added under a key that begins so, or right before. */
const after = (key: string): Moment => ({ after: 'upsert', of: HostJob, when: isJob(key) });
const before = (key: string): Moment => ({ before: 'upsert', of: HostJob, when: isJob(key) });
const isJob = (key: string) => (_entity: unknown, job: unknown) =>
  (job as { key?: string }).key?.startsWith(key) ?? false;

/** Somebody is forgotten as the host does it. */
const forget = (ground: Ground, user: string, database: Database = ground.host.database) =>
  untilDone(database, (em) => dataDutiesOf(ground).forgetUser(em, user));

/** Adds copies of a row until a guild has so many. */
const fill = <R extends Method | Product>(ground: Ground, entity: EntityName<R>, row: R, count: number) =>
  ground.host.database.transaction((em) => {
    const copies = Array.from({ length: count - 1 }, (_, index) => String(index));
    return em.insertMany(
      entity,
      copies.map((id) => ({ ...row, id, nameKey: `${row.guild}:${id}` }) as never),
    );
  });

/** Somebody buys something, and staff approve. */
async function bought(ground: Ground, wish: { product: string; method: string; buyer: string }) {
  const { id } = await ground.submitted(wish);
  return (await ground.review.approve(guild, id, sam)).unwrap();
}

/** Somebody bought something, read it, and praised it. */
async function praised(ground: Ground) {
  const buyer = ground.newcomer();
  const { id } = await bought(ground, { ...(await ground.stocked(1)), buyer });
  (await ground.delivery.reveal(guild, id, buyer)).unwrap();
  const said = { stars: 5, text: 'I am Eve of Elm Street' };
  (await ground.vouches.say(guild, id, { user: buyer, staff: false }, said)).unwrap();
  return { id, buyer };
}

/** An order that a transaction was named for and that is over; and another one of its buyer, which waits for its payment. */
async function idleTransaction(ground: Ground, buyer: string, transaction: string) {
  const { product } = await ground.stocked(2);
  const facts = { kind: 'paypal', name: transaction, address: 'shop@example.com', instructions: '' };
  const method = (await ground.methods.add(guild, facts, sam)).unwrap().id;
  const over = (await ground.ask({ product, method, buyer })).unwrap().id;
  (await ground.review.submit(guild, over, buyer, { text: transaction })).unwrap();
  (await ground.review.reject(guild, over, sam, 'no', { last: true })).unwrap();
  return { over, next: (await ground.ask({ product, method, buyer })).unwrap().id };
}

/** An order that is over, whose money came all the same; and another one of its buyer. */
async function idlePayment(ground: Ground, transaction: string) {
  const buyer = ground.newcomer();
  const { product } = await ground.stocked(2);
  const facts = { kind: 'paypal', name: transaction, address: 'shop@example.com', instructions: '' };
  const method = (await ground.methods.add(guild, facts, sam)).unwrap().id;
  const [over, next] = [
    (await ground.ask({ product, method, buyer })).unwrap(),
    (await ground.ask({ ...(await ground.stocked(1)), method, buyer })).unwrap(),
  ];
  (await ground.review.cancel(guild, over.id, { user: buyer, staff: false })).unwrap();
  const payment = {
    source: 'test',
    id: transaction,
    reference: over.id,
    amount: '10.99',
    currency: 'USD',
    settled: true,
    at: ground.host.clock.now(),
    transaction,
  };
  (await ground.sightings.seen(guild, payment)).unwrap();
  const { version, total: amount } = await ground.now(over.id);
  return { buyer, over: over.id, next: next.id, booking: { by: sam, amount, reason: 'it came', version } };
}

races(raceGround, (test) => {
  test('a file is given another one while an order of it is approved: its buyer gets the file that was sold', async (ground) => {
    const goods = await ground.stocked(0, { supply: 'file', file: file('first.txt') });
    const { id, buyer } = await ground.submitted({ ...goods, buyer: ground.newcomer() });
    const edit = ground.meanwhile({ before: 'flush' }, () =>
      ground.products.edit(guild, goods.product, { file: file('second.txt') }, sam),
    );

    const approved = await ground.partsOn(edit.database).review.approve(guild, id, sam);

    expect(approved.isOk()).toBe(true);
    expect((await edit.outcome()).isOk()).toBe(true);
    const revealed = (await ground.delivery.reveal(guild, id, buyer)).unwrap();
    expect(revealed.contents.map(({ file }) => file?.bytes.toString())).toEqual(['first.txt']);
    expect(await ground.all(Deliverable, { order: id })).toHaveLength(1);
  });

  test('a payment is booked for the order that it was for while its buyer uses it for another one: it counts once', async (ground) => {
    const transaction = '1AB23456CD789012E';
    const { buyer, over, next, booking } = await idlePayment(ground, transaction);
    const book = ground.meanwhile({ before: 'nativeUpdate', of: Sighting }, () =>
      ground.bookings.book(guild, over, booking),
    );

    const { review } = ground.partsOn(book.database);
    (await review.submit(guild, next, buyer, { text: transaction })).unwrap();

    expect(codeOf(await book.outcome())).toBe('changed-meanwhile');
    expect((await ground.now(over)).captured).toBe(0);
    expect(await ground.all(Sighting, { origin: `test:${transaction}` })).toMatchObject([{ order: next }]);
  });

  test('a payment that is just being booked is used for no other order', async (ground) => {
    const transaction = '2AB23456CD789012E';
    const { buyer, over, next, booking } = await idlePayment(ground, transaction);
    const use = ground.meanwhile({ after: 'nativeUpdate', of: Order }, () =>
      ground.review.submit(guild, next, buyer, { text: transaction }),
    );

    (await ground.partsOn(use.database).bookings.book(guild, over, booking)).unwrap();

    expect(codeOf(await use.outcome())).toBe('transaction-used');
    expect(await ground.all(Sighting, { origin: `test:${transaction}` })).toMatchObject([{ order: over }]);
  });

  test('items come while somebody asks to hear of them: it is looked at again, and they hear of it', async (ground) => {
    const { product } = await ground.stocked(0);
    const user = ground.newcomer();
    const come = ground.meanwhile({ before: 'flush' }, () =>
      ground.stock.import(guild, product, ['a new one'], sam),
    );

    const waits = await ground.partsOn(come.database).waiters.toggle(guild, product, { user, channel: '1' });

    expect(waits.unwrap()).toBe(true);
    expect((await come.outcome()).isOk()).toBe(true);
    expect(await ground.all(HostJob, { key: `restock:${product}` })).toMatchObject([
      { name: 'tell-restock' },
    ]);
    expect((await ground.waiters.due(guild, product))?.waiters).toMatchObject([{ user }]);
  });

  test('more of a role is bought while it is settled until the first part ends: it is looked at now', async (ground) => {
    const buyer = ground.newcomer();
    const shop = { ...(await ground.stocked(0, role(60))), buyer };
    const of = { guild, user: buyer, role: gold };
    await bought(ground, shop);
    await ground.roleGrants.given(of, ground.host.clock.now());
    const { host } = ground;
    await host.database.transaction((em) => host.jobs.cancel(em, `role:${buyer}:${gold}`));
    const more = ground.meanwhile(before('role:'), () => bought(ground, shop));

    await ground.partsOn(more.database).roleGrants.settled(of);

    await more.outcome();
    expect(await ground.all(HostJob, { key: `role:${buyer}:${gold}` })).toMatchObject([
      { runAt: host.clock.now() },
    ]);
  });

  test('two orders of a role for a time are refunded at once: nothing of either time is left', async (ground) => {
    const buyer = ground.newcomer();
    const shop = { ...(await ground.stocked(0, role(60))), buyer };
    const orders = [await bought(ground, shop), await bought(ground, shop), await bought(ground, shop)];
    const given = ground.host.clock.now();
    await ground.roleGrants.given({ guild, user: buyer, role: gold }, given);
    const refund = async ({ refunds }: Pick<Ground, 'refunds'>, index: number) => {
      const { id, version, captured: amount } = await ground.now(orders[index]!.id);
      return refunds.refund(guild, id, { by: sam, amount, reason: 'back', version });
    };
    const grants = await ground.all(RoleGrant, { user: buyer });
    const ends = (order: string) => grants.find((one) => one.order === order)!.endsAt!.getTime();
    orders.sort((a, b) => ends(a.id) - ends(b.id));
    const moving: Moment = {
      before: 'nativeUpdate',
      of: RoleGrant,
      when: (_entity, _where, change) => 'endsAt' in (change as object),
    };
    const other = ground.meanwhile(moving, () => refund(ground, 1));

    (await refund(ground.partsOn(other.database), 0)).unwrap();

    (await other.outcome()).unwrap();
    const [left] = await ground.all(RoleGrant, { user: buyer, endedAt: null });
    expect(left).toMatchObject({
      order: orders[2]!.id,
      endsAt: new Date(given.getTime() + minutes(60)),
    });
  });

  test('an order is approved while its buyer is forgotten: nothing of it comes to anybody', async (ground) => {
    const buyer = ground.newcomer();
    const { id } = await ground.submitted({ ...(await ground.stocked(0, role(null))), buyer });
    const yes = ground.meanwhile({ after: 'nativeDelete', of: Waiter }, () =>
      ground.review.approve(guild, id, sam),
    );

    await forget(ground, buyer, yes.database);

    expect(codeOf(await yes.outcome())).toBe('already-cancelled');
    expect(await ground.all(RoleGrant, { order: id })).toEqual([]);
    expect(await ground.all(Deliverable, { order: id })).toEqual([]);
  });

  test('a vouch is said otherwise while its buyer is forgotten: none of their words are left', async (ground) => {
    const { id, buyer } = await praised(ground);
    const gone = ground.meanwhile({ before: 'nativeUpdate', of: Vouch }, () => forget(ground, buyer));

    const said = { stars: 4, text: 'Eve of Elm Street again' };
    await ground.partsOn(gone.database).vouches.say(guild, id, { user: buyer, staff: false }, said);

    await gone.outcome();
    const rows = [
      ...(await ground.all(Vouch, { order: id })),
      ...(await ground.all(VouchEdit, { order: id })),
    ];
    expect(rows.map(({ text }) => text)).toEqual(['']);
    expect(JSON.stringify(rows)).not.toContain(buyer);
  });

  test('a way to pay is moved twice at once: the second news say where the money went until then', async (ground) => {
    const facts = { kind: 'paypal', name: 'Moved twice', address: 'one@example.com', instructions: '' };
    const { id } = (await ground.methods.add(guild, facts, sam)).unwrap();
    const other = ground.meanwhile({ after: 'findOne' }, () =>
      ground.methods.move(guild, id, { address: 'two@example.com' }, tim),
    );

    (
      await ground.partsOn(other.database).methods.move(guild, id, { address: 'three@example.com' }, sam)
    ).unwrap();

    (await other.outcome()).unwrap();
    const moves = await ground.all(HostAudit, { action: 'shop.method-move', target: 'Moved twice' });
    expect(moves.map(({ before, after }) => [before, after]).toSorted()).toEqual([
      ['one@example.com', 'two@example.com'],
      ['two@example.com', 'three@example.com'],
    ]);
  });

  test('the last way to pay that there is room for is added by two at once: one is, and so it is with products', async (ground) => {
    const facts = { kind: 'other', instructions: 'Send it to the bank.' };
    const addMethod = ({ methods }: Pick<Ground, 'methods'>, name: string) =>
      methods.add(otherGuild, { ...facts, name }, sam);
    await fill(ground, Method, (await addMethod(ground, 'First')).unwrap(), methodLimit - 1);
    const method = ground.meanwhile({ before: 'flush' }, () => addMethod(ground, 'One'));

    expect((await addMethod(ground.partsOn(method.database), 'Other')).isOk()).toBe(true);

    expect(codeOf(await method.outcome())).toBe('too-many-methods');
    expect(await ground.all(Method, { guild: otherGuild, removedAt: null })).toHaveLength(methodLimit);

    const addProduct = ({ products }: Pick<Ground, 'products'>, name: string) =>
      products.add(otherGuild, { ...productFacts, name }, sam);
    const gone = (await addProduct(ground, 'Gone')).unwrap().id;
    (await ground.products.remove(otherGuild, gone, sam)).unwrap();
    await fill(ground, Product, (await addProduct(ground, 'First')).unwrap(), productLimit - 1);
    const back = ground.meanwhile({ before: 'flush' }, () => ground.products.restore(otherGuild, gone, sam));

    expect((await addProduct(ground.partsOn(back.database), 'Other')).isOk()).toBe(true);

    expect(codeOf(await back.outcome())).toBe('too-many-products');
    expect(codeOf(await ground.products.restore(otherGuild, gone, sam))).toBe('too-many-products');
    expect(await ground.all(Product, { guild: otherGuild, removedAt: null })).toHaveLength(productLimit);
  });

  test('an unpaid order ends while its buyer orders what staff write for nothing: they have no more of it than they may', async (ground) => {
    const buyer = ground.newcomer();
    const unpaid = (await ground.ask({ ...(await ground.stocked(1)), buyer })).unwrap();
    const free: Partial<ProductFacts> = { supply: 'hand', prices: [{ amount: 0, currency: 'USD' }] };
    const take = async ({ checkout }: Pick<Ground, 'checkout'>) => {
      const product = (await ground.addProduct(free)).id;
      const key = `free-${product}`;
      return checkout.order({ guild, buyer, channel: '1', product, quantity: 1, method: '', key });
    };
    const { openOrders } = await ground.context.settings(guild);
    for (let had = 1; had < openOrders; had += 1) {
      (await take(ground)).unwrap();
    }
    const counted: Moment = {
      after: 'count',
      of: Order,
      when: (_entity, where) => 'total' in (where as object),
    };
    const other = ground.meanwhile(counted, async () => {
      (await ground.review.cancel(guild, unpaid.id, { user: buyer, staff: false })).unwrap();
      return take(ground);
    });

    (await take(ground.partsOn(other.database))).unwrap();

    expect(codeOf(await other.outcome())).toBe('too-many-orders');
    expect(await ground.all(Order, { buyer, fulfilment: 'manual' })).toHaveLength(openOrders);
  });

  // Each of these got through in the end, but only after the database had found two who waited for each other.
  test('nobody who writes to the audit log waits for somebody who waits for them', async (ground) => {
    ground.deadlocks();
    const user = ground.newcomer();
    // What was kept comes back, and the product is edited.
    const goods = await ground.stocked(1);
    const order = await ground.submitted({ ...goods, buyer: user });
    (await ground.waiters.toggle(guild, goods.product, { user, channel: '1' })).unwrap();
    const edit = ground.meanwhile(after('restock:'), () =>
      ground.products.edit(guild, goods.product, { description: 'Opens more' }, sam),
    );
    const rejection = { last: true };
    (await ground.partsOn(edit.database).review.reject(guild, order.id, sam, 'no', rejection)).unwrap();
    (await edit.outcome()).unwrap();
    expect.soft(ground.deadlocks(), 'edit').toBe(0);

    // A source reports rates, and staff say one of them.
    const set = ground.meanwhile(after('audit:'), () => ground.rates.set(guild, 'LTC', '70 USD', sam));
    const told = [
      { coin: 'BTC', currency: 'USD', price: '65000' },
      { coin: 'LTC', currency: 'USD', price: '80' },
    ];
    const { reports } = ground.partsOn(set.database);
    expect((await reports.rates(guild, told, ground.host.clock.now())).unwrap()).toBe(2);
    (await set.outcome()).unwrap();
    expect.soft(ground.deadlocks(), 'rates').toBe(0);

    // A role is there again: one order of it is sent, another one is on its way again, and a part of the first is refunded.
    const wish = { ...(await ground.stocked(0, role(60))), buyer: ground.newcomer() };
    const of = { guild, user: wish.buyer, role: gold };
    const blocked = await bought(ground, wish);
    await ground.roleGrants.failed(of, 'left');
    await ground.sending.blocked(blocked, 'left');
    const { id, version } = await bought(ground, wish);
    await ground.roleGrants.given(of, ground.host.clock.now());
    const refund = ground.meanwhile(after(`deliver:${id}`), () =>
      ground.refunds.refund(guild, id, { by: sam, amount: 1, reason: 'a little', version }),
    );
    await ground.partsOn(refund.database).roleGrants.settled(of);
    (await refund.outcome()).unwrap();
    expect((await ground.now(blocked.id)).fulfilment).toBe('allocated');
    expect.soft(ground.deadlocks(), 'roles').toBe(0);

    // A payment goes from an order that is over to another one, which is cancelled.
    const payer = ground.newcomer();
    const { over, next } = await idleTransaction(ground, payer, '3AB23456CD789012E');
    const cancel = ground.meanwhile(after('audit:'), () =>
      ground.review.cancel(guild, next, { user: payer, staff: false }),
    );
    const { review } = ground.partsOn(cancel.database);
    (await review.submit(guild, next, payer, { text: '3AB23456CD789012E' })).unwrap();
    expect(codeOf(await cancel.outcome())).toBe('already-submitted');
    expect((await ground.orders.history(over, 0)).rows[0]).toMatchObject({ action: 'lose-transaction' });
    expect.soft(ground.deadlocks(), 'transaction').toBe(0);

    // An order is approved, and its buyer takes more of the same role for nothing.
    const buyer = ground.newcomer();
    const { id: waiting } = await ground.submitted({ ...(await ground.stocked(0, role(60))), buyer });
    const free = await ground.addProduct({ ...role(60), prices: [{ amount: 0, currency: 'USD' }] });
    const take = ground.meanwhile(after('role:'), () => ground.ask({ product: free.id, method: '', buyer }));
    (await ground.partsOn(take.database).review.approve(guild, waiting, sam)).unwrap();
    (await take.outcome()).unwrap();
    expect(await ground.all(RoleGrant, { user: buyer })).toHaveLength(2);
    expect.soft(ground.deadlocks(), 'free').toBe(0);
  });
});
