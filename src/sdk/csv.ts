export type CsvValue = string | number | Date | null | undefined;

/**
 * A table as CSV (RFC 4180, with a byte-order mark, so that spreadsheets read it as UTF-8). A text that a spreadsheet
 * would run as a formula gets an apostrophe before it.
 */
export function csvOf(rows: readonly (readonly CsvValue[])[]): string {
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
  source: AsyncIterable<readonly CsvValue[]>,
  limit = partLimit,
): AsyncGenerator<CsvPart> {
  let rows: (readonly CsvValue[])[] = [];
  let bytes = bytesOf(head);
  for await (const row of source) {
    const size = bytesOf(row);
    if (rows.length > 0 && bytes + size > limit) {
      yield { text: csvOf([head, ...rows]), rows: rows.length };
      rows = [];
      bytes = bytesOf(head);
    }
    rows.push(row);
    bytes += size;
  }
  if (rows.length > 0) {
    yield { text: csvOf([head, ...rows]), rows: rows.length };
  }
}

const bytesOf = (row: readonly CsvValue[]) => Buffer.byteLength(csvOf([row]));

function cell(value: CsvValue): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
