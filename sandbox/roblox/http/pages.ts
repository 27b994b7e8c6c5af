/** A part of a list, and what leads to the ones around it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/**
 * Cuts a page out of a list.
 * @param cursor what an earlier page gave; undefined is the first page.
 * @param query what all pages of one list have in common.
 * @returns undefined for a cursor that no page of this list gave.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  cursor: string | undefined,
  query: string,
): Page<Row> | undefined {
  const start = cursor ? startOf(cursor, query) : 0;
  if (start === undefined || start > rows.length) return undefined;
  return {
    rows: rows.slice(start, start + size),
    next: start + size < rows.length ? cursorOf(start + size, query) : undefined,
    previous: start > 0 ? cursorOf(Math.max(0, start - size), query) : undefined,
  };
}

function cursorOf(start: number, query: string): string {
  return Buffer.from(JSON.stringify([start, query])).toString('base64url');
}

function startOf(cursor: string, query: string): number | undefined {
  try {
    const [start, asked] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, string];
    return asked === query && Number.isInteger(start) && start >= 0 ? start : undefined;
  } catch {
    return undefined;
  }
}
