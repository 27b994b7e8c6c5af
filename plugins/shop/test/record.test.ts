import { forgotten } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { expect } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import { Happening } from '../entities/happening.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { Order } from '../entities/order.ts';
import { type OrderEvent, ways } from '../orders/order-states.ts';
import { eve, type Ground, guild, minutes, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

/** An order with everything that can be written about one. */
async function written(ground: Ground): Promise<string> {
  const { id } = await ground.submitted(await ground.stocked(1));
  const { version } = (await ground.review.approve(guild, id, sam)).unwrap();
  (await ground.refunds.refund(guild, id, { by: tim, reason: 'kind', amount: 5, version })).unwrap();
  return id;
}

/** Something done to an order, which leads it on. */
type Deed = (ground: Ground, order: Order) => Promise<unknown>;

const submit: Deed = ({ review }, { id }) => review.submit(guild, id, eve, { text: `paid ${id}` });
const approve: Deed = ({ review }, { id }) => review.approve(guild, id, sam);
const claim: Deed = ({ review }, { id }) => review.claim(guild, id, sam);
const expire: Deed = async (ground, { id }) => {
  ground.advance(minutes(61));
  await ground.review.expire(guild, id);
};
const send: Deed = ({ sending }, order) => sending.sent(order);
const reason = 'because';

/** How each event comes about: what comes before it, and it. */
const events: Readonly<Record<OrderEvent, readonly Deed[]>> = {
  // Ordering does it.
  'take-free': [],
  submit: [submit],
  'submit-late': [expire, submit],
  claim: [submit, claim],
  'take-over': [submit, claim, ({ review }, { id }) => review.takeOver(guild, id, tim)],
  unclaim: [submit, claim, ({ review }, { id }) => review.unclaim(guild, id, sam)],
  'first-yes': [submit, approve],
  approve: [submit, approve],
  forget: [submit, (ground) => ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve))],
  book: [
    submit,
    ({ bookings }, { id, version }) => bookings.book(guild, id, { by: sam, amount: 5, reason, version }),
  ],
  'book-more': [
    submit,
    approve,
    ({ bookings }, { id, version }) =>
      bookings.book(guild, id, { by: sam, amount: 5, reason, version, more: true }),
  ],
  unbook: [
    submit,
    ({ bookings }, { id, version }) => bookings.book(guild, id, { by: sam, amount: 5, reason, version }),
    ({ bookings }, { id, version }) => bookings.takeBack(guild, id, { by: sam, reason, version }),
  ],
  ask: [submit, ({ review }, { id }) => review.ask(guild, id, sam, reason)],
  reject: [submit, ({ review }, { id }) => review.reject(guild, id, sam, reason)],
  cancel: [({ review }, { id }) => review.cancel(guild, id, { user: eve, staff: false })],
  expire: [expire],
  'lose-transaction': [
    expire,
    async (ground, { id, product, method }) => {
      const next = (await ground.ask({ product, method })).unwrap();
      for (const order of [{ guild, id, buyer: eve }, next]) {
        await ground.transaction((em) => ground.namedTransactions.take(em, order, ['1AB23456CD789012E']));
      }
    },
  ],
  fill: [submit, approve, ({ delivery }, { id }) => delivery.fill(guild, id, 'typed by hand', sam)],
  deliver: [submit, approve, send],
  postpone: [submit, approve, ({ sending }, order) => sending.failed(order, reason)],
  block: [submit, approve, ({ sending }, order) => sending.blocked(order, 'closed')],
  resend: [submit, approve, send, ({ delivery }, { id }) => delivery.resend(guild, id, sam)],
  replace: [submit, approve, send, ({ delivery }, { id }) => delivery.replace(guild, id, 1, sam, reason)],
  refund: [
    submit,
    approve,
    ({ refunds }, { id, version }) => refunds.refund(guild, id, { by: sam, reason, version }),
  ],
  'charge-back': [
    submit,
    approve,
    ({ refunds }, { id, version }) => refunds.chargeBack(guild, id, { by: sam, reason, version }),
  ],
};

onEveryDatabase((test) => {
  for (const fourEyes of [false, true]) {
    const named = Object.keys(events).filter((event) => (event === 'first-yes') === fourEyes) as OrderEvent[];
    test(
      `T4: ${named.length > 1 ? 'each event' : named[0]} writes one line of the record and one of the audit log, which say the same`,
      async (ground) => {
        expect(Object.keys(events).sort()).toEqual(Object.keys(ways).sort());
        for (const event of named) {
          const supply = event === 'fill' ? ('hand' as const) : ('items' as const);
          const price = { amount: event === 'take-free' ? 0 : 1099, currency: 'USD' };
          const shop = await ground.stocked(supply === 'items' ? 2 : 0, { supply, prices: [price] });
          const { id } = (await ground.ask(shop)).unwrap();
          const audited = () => ground.audit.filter(({ target }) => target === id);
          const recorded = async () => (await ground.all(Happening)).filter(({ order }) => order === id);
          for (const deed of events[event]) {
            const before = [audited().length, (await recorded()).length] as const;
            await deed(ground, await ground.now(id));
            expect([audited().length, (await recorded()).length], event).toEqual(
              before.map((count) => count + 1),
            );
          }
          const { version } = await ground.now(id);
          const line = (await recorded()).find((one) => one.version === version)!;
          expect(line.action).toBe(event);
          const { action, actor, from, to, reason } = audited().at(-1)!;
          expect({ action, actor, from, to, reason: reason ?? null }).toEqual({
            action: event,
            actor: line.actor,
            from: line.from,
            to: line.to,
            reason: line.reason,
          });
        }
      },
      { fourEyes, openOrders: 20 },
    );
  }

  test('T4 M3: nobody changes or deletes what is written, not even past the code', async (ground) => {
    const order = await written(ground);
    const lines = async () => JSON.stringify([await ground.all(Happening), await ground.all(LedgerEntry)]);
    const before = await lines();
    const past = (work: (em: EntityManager) => Promise<unknown>) => expect(ground.transaction(work)).rejects;
    const changes: Partial<Happening>[] = [
      { reason: 'another' },
      { actor: tim },
      { to: 'refunded/revoked' },
      { at: new Date(0) },
      { version: 99 },
      { order: 'NC-20261121-000000' },
    ];
    for (const change of changes) {
      await past((em) => em.nativeUpdate(Happening, { order, action: 'approve' }, change)).toThrow('stay');
    }
    for (const change of [{ amount: 1 }, { currency: 'EUR' }, { kind: 'refund' as const }, { actor: tim }]) {
      await past((em) => em.nativeUpdate(LedgerEntry, { order, kind: 'capture' }, change)).toThrow('stay');
    }
    await past((em) => em.nativeDelete(Happening, { order })).toThrow('stay');
    await past((em) => em.nativeDelete(LedgerEntry, { order })).toThrow('stay');
    expect(await lines()).toBe(before);
  });

  test('T4: whoever asks to be forgotten is taken out of the record, and nothing else is', async (ground) => {
    await written(ground);
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, sam));
    const people = (await ground.all(Happening)).map(({ action, actor }) => `${action} ${actor}`);
    expect(people).toContain(`approve ${forgotten}`);
    expect(people).toContain(`refund ${tim}`);
    expect(people).toContain(`submit ${eve}`);
    const booked = (await ground.all(LedgerEntry)).map(({ amount, actor }) => `${amount} ${actor}`);
    expect(booked.sort()).toEqual([`-5 ${tim}`, `1099 ${forgotten}`]);
  });

  test('a guild is erased with its record', async (ground) => {
    await written(ground);
    await ground.transaction((em) => dataDutiesOf(ground).forgetGuild(em, otherGuild));
    expect(await ground.all(LedgerEntry)).toHaveLength(2);
    await ground.transaction((em) => dataDutiesOf(ground).forgetGuild(em, guild));
    expect([
      ...(await ground.all(Order)),
      ...(await ground.all(Happening)),
      ...(await ground.all(LedgerEntry)),
    ]).toEqual([]);
  });
});
