import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import type { Cell } from '../table.ts';
import { type XlsxPart, xlsxParts } from '../xlsx.ts';

/** Workbooks with these rows below the headings. */
async function partsOf(rows: readonly (readonly Cell[])[], limit?: number): Promise<XlsxPart[]> {
  async function* source() {
    yield* rows;
  }
  const head = rows[0]?.map((_, index) => `column ${index}`) ?? [];
  return Array.fromAsync(xlsxParts('Sales', head, source(), limit));
}

/** The rows of a workbook below the headings. */
const rowsIn = async ({ bytes }: XlsxPart) => (await readXlsx(bytes)).sheets[0]!.rows.slice(1);

test('a cell is a text, a number or a time, and no formula', async () => {
  const at = new Date('2026-11-21T20:00:05Z');
  const texts = ['a,b', '=1+1', '-2', '+3', '@SUM(A1)', '\t=4', '＝5', 'a\nb <c> & "d"'];
  const [part, ...more] = await partsOf([[...texts, -6, at, null]]);
  expect(more).toEqual([]);
  const { sheets } = await readXlsx(part!.bytes);
  expect(sheets.map(({ name }) => name)).toEqual(['Sales']);
  expect(sheets[0]!.rows[0]).toEqual(Array.from({ length: 11 }, (_, index) => `column ${index}`));
  const safe = ['a,b', "'=1+1", "'-2", "'+3", "'@SUM(A1)", "'\t=4", "'＝5", 'a\nb <c> & "d"'];
  expect(sheets[0]!.rows[1]).toEqual([...safe, -6, at, null]);
});

test('money is a number with all digits of its currency, and a text where a spreadsheet would lose some', async () => {
  const money = (amount: number, currency: string) => ({ amount, currency });
  const [part] = await partsOf([
    [money(-1050, 'USD'), money(500, 'JPY'), money(1234, 'KWD'), money(Number.MAX_SAFE_INTEGER, 'USD')],
  ]);
  expect(await rowsIn(part!)).toEqual([[-10.5, 500, 1.234, '90071992547409.91']]);
});

test('a long table is cut into workbooks that each have the headings; none is made of no rows', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => [`row ${index}`, index]);
  const parts = await partsOf(rows, 200);
  expect(parts.length).toBeGreaterThan(3);
  const read = await Promise.all(parts.map(rowsIn));
  expect(read.flat()).toEqual(rows);
  expect(parts.map((part) => part.rows)).toEqual(read.map(({ length }) => length));
  expect(await partsOf([])).toEqual([]);
});
