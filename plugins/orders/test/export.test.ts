import type { CsvPart } from '@guildhall/sdk';
import { expect } from 'vitest';
import { Order } from '../entities/order.ts';
import type { OrderFilter } from '../shelf.ts';
import { type Ground, guild, minutes, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

const words = { status: ({ step }: { step: string }) => `<${step}>`, time: () => 'printed' };

async function partsOf({ export: all }: Ground, filter: OrderFilter, limit?: number): Promise<CsvPart[]> {
  return Array.fromAsync(all.parts(guild, filter, words, limit));
}

/** The rows of a table without quoted line breaks, by the headings. */
function rowsOf({ text }: CsvPart): Record<string, string>[] {
  const [head, ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
  const cells = (line: string) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return lines.map((line) =>
    Object.fromEntries(cells(line).map((cell, index) => [cells(head!)[index], cell])),
  );
}

onEveryDatabase((test) => {
  test('an order is a line that says all of it, for people and for programs', async (ground) => {
    const { orders } = ground;
    const price = { amount: 25_05, currency: 'USD' };
    const { id } = await ground.make({ customer: { user: tim, name: 'Tim' }, details: '=SUM(A1)', price });
    ground.advance(minutes(1));
    (await orders.note(guild, id, 'first', sam)).unwrap();
    (await orders.note(guild, id, 'second', sam)).unwrap();
    (await orders.cancel(guild, id, sam, 'no, "never"')).unwrap();

    const [part, ...more] = await partsOf(ground, { state: 'any' });
    expect(more).toEqual([]);
    expect(part!.rows).toBe(1);
    expect(rowsOf(part!)).toEqual([
      {
        id,
        state: 'cancelled',
        status: '<received>',
        customer: 'Tim',
        customer_id: tim,
        details: "'=SUM(A1)",
        price: '25.05',
        currency: 'USD',
        channel_id: '300000000000000001',
        assignee_id: '',
        due_at: '',
        due: '',
        made_by_id: sam,
        made_at: '2026-11-21T20:00:00.000Z',
        made: 'printed',
        closed_by_id: sam,
        closed_at: '2026-11-21T20:01:00.000Z',
        closed: 'printed',
        close_reason: '"no, ""never"""',
        notes: '"first\nsecond"',
      },
    ]);
  });

  test('the newest come first, those of the filter alone, each in one file, and no file is too large', async (ground) => {
    const ids: string[] = [];
    for (let count = 0; count < 30; count += 1) {
      ids.unshift((await ground.make({ details: '€'.repeat(100 + count) })).id);
      ground.advance(count % 3);
    }
    await ground.make({ guild: otherGuild });
    const { id } = await ground.make();
    (await ground.orders.complete(guild, id, sam)).unwrap();

    const parts = await partsOf(ground, {}, 3_000);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.every(({ text }) => Buffer.byteLength(text) <= 3_000)).toBe(true);
    const read = parts.map(rowsOf);
    expect(parts.map(({ rows }) => rows)).toEqual(read.map(({ length }) => length));
    const newestFirst = read.flat().map((row) => row.made_at!);
    expect(newestFirst).toEqual(newestFirst.toSorted().reverse());
    expect(
      read
        .flat()
        .map((row) => row.id!)
        .sort(),
    ).toEqual(ids.sort());
  });

  test('an order that is larger than a file may be has one of its own', async (ground) => {
    await ground.make({ details: 'x'.repeat(2_000) });
    await ground.make({ details: 'x'.repeat(2_000) });
    expect((await partsOf(ground, {}, 500)).map(({ rows }) => rows)).toEqual([1, 1]);
  });

  test('more orders than are read at once come without gaps, though one is made meanwhile', async (ground) => {
    const { id: _, ...row } = await ground.make();
    await ground.transaction(async (em) => {
      const many = Array.from({ length: 1_200 }, (_, index) => ({
        ...row,
        id: `ORD-${String(index).padStart(7, '0')}-000000`,
        createdAt: new Date(row.createdAt.getTime() - Math.floor(index / 7)),
      }));
      await em.insertMany(Order, many);
    });
    const ids: string[] = [];
    let parts = 0;
    for await (const part of ground.export.parts(guild, {}, words, 100_000)) {
      ids.push(...rowsOf(part).map(({ id }) => id!));
      parts += 1;
      await ground.make();
    }
    expect(parts).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(1_201);
  });

  test('who got how many orders is in the audit log', async (ground) => {
    await ground.make();
    expect(await ground.export.begin(guild, {}, tim)).toBe(1);
    expect(ground.audit.at(-1)).toEqual({ guild, actor: tim, action: 'exported', to: 1 });
  });
});
