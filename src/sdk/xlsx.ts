import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx';
import { tableParts } from './csv.ts';
import { decimalOf, minorDigits } from './money.ts';
import { type Cell, guarded } from './table.ts';

/** A part of a long table, as a workbook with one sheet. */
export interface XlsxPart {
  /** XLSX (ECMA-376), with the row of headings. */
  readonly bytes: Buffer;
  /** Its rows without the headings. */
  readonly rows: number;
}

/**
 * A table in as many workbooks as are needed for each to be a file that Discord takes; none for a table without rows.
 * @param sheet what the sheet is called; at most 31 characters. @param limit of a part, in bytes of CSV, which is longer
 * than its workbook.
 */
export async function* xlsxParts(
  sheet: string,
  head: readonly string[],
  source: AsyncIterable<readonly Cell[]>,
  limit?: number,
): AsyncGenerator<XlsxPart> {
  for await (const rows of tableParts(head, source, limit)) {
    yield { bytes: await workbookOf(sheet, head, rows), rows: rows.length };
  }
}

async function workbookOf(
  name: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const columns = head.map((header, index) => ({ header, width: 20, ...formatOf(rows, index) }));
  const written = rows.values().map((row) => row.map(cell));
  return Buffer.concat(
    await Array.fromAsync(writeXlsxStream(written, { name, columns, freezePane: { rows: 1 } })),
  );
}

/** How a column is shown, by the first cell of it that holds something. */
function formatOf(rows: readonly (readonly Cell[])[], column: number): Pick<ColumnDef, 'numFmt'> {
  const first = rows.find((row) => row[column] !== null && row[column] !== undefined)?.[column];
  if (first instanceof Date) {
    return { numFmt: 'yyyy-mm-dd hh:mm:ss' };
  }
  return typeof first === 'object' ? { numFmt: `0${fraction(minorDigits(first!.currency))}` } : {};
}

const fraction = (digits: number) => (digits > 0 ? `.${'0'.repeat(digits)}` : '');

function cell(value: Cell): CellValue {
  if (value === null || value === undefined || typeof value === 'number' || value instanceof Date) {
    return value ?? null;
  }
  if (typeof value === 'string') {
    return guarded(value);
  }
  const decimal = decimalOf(value);
  // Spreadsheets count with 15 digits: what has more is a text, so that none is lost.
  return decimal.replace(/\D/g, '').length > 15 ? decimal : Number(decimal);
}
