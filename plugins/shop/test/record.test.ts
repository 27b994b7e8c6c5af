import { forgotten } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { expect } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import { Happening } from '../entities/happening.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { Order } from '../entities/order.ts';
import { eve, type Ground, guild, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

/** An order with everything that can be written about one. */
async function written(ground: Ground): Promise<string> {
  const { id } = await ground.submitted(await ground.stocked(1));
  const { version } = (await ground.review.approve(guild, id, sam)).unwrap();
  (await ground.refunds.refund(guild, id, { by: tim, reason: 'kind', amount: 5, version })).unwrap();
  return id;
}

onEveryDatabase((test) => {
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
