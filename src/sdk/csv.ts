import { decimalOf } from './money.ts';
import { type Cell, guarded } from './table.ts';

/**
 * A table as CSV (RFC 4180, with a byte-order mark, so that spreadsheets read it as UTF-8), without formulas: see
 * {@link guarded}.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Discord takes files of 10 MiB in every guild. https://docs.discord.com/developers/reference#uploading-files */
const partLimit = 8 * 1024 * 1024;

/** A part of a long table. */
export interface CsvPart {
  /** CSV, with the line of headings. */
  readonly text: string;
  /** Its lines without the headings. */
  readonly rows: number;
}

/**
 * A table in as many parts as are needed for each to be a file that Discord takes; none for a table without rows.
 * @param limit of a part, in bytes.
 */
export async function* csvParts(
  head: readonly string[],
  source: AsyncIterable<readonly Cell[]>,
  limit?: number,
): AsyncGenerator<CsvPart> {
  for await (const rows of tableParts(head, source, limit)) {
    yield { text: csvOf([head, ...rows]), rows: rows.length };
  }
}

/** Cuts a table where its CSV would be larger than `limit` bytes. @returns the rows of each part, without headings. */
export async function* tableParts(
  head: readonly string[],
  source: AsyncIterable<readonly Cell[]>,
  limit = partLimit,
): AsyncGenerator<(readonly Cell[])[]> {
  let rows: (readonly Cell[])[] = [];
  let bytes = bytesOf(head);
  for await (const row of source) {
    const size = bytesOf(row);
    if (rows.length > 0 && bytes + size > limit) {
      yield rows;
      rows = [];
      bytes = bytesOf(head);
    }
    rows.push(row);
    bytes += size;
  }
  if (rows.length > 0) {
    yield rows;
  }
}

const bytesOf = (row: readonly Cell[]) => Buffer.byteLength(csvOf([row]));

function cell(value: Cell): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'object') {
    return decimalOf(value);
  }
  const safe = guarded(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
