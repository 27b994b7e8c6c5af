/** Items as they were read. */
export interface StockLines {
  readonly items: readonly string[];
  /** Whether they were one line, cut at its commas: it may have been one item. */
  readonly cut: boolean;
}

/**
 * Reads items as people write them: one a line, whatever is in it; or a list in JSON, of texts or of objects whose values
 * belong together. A file of a single line may have commas between, as older bots wanted it; what is typed into a form is
 * never cut there: accounts have commas in them. @returns undefined for JSON that is no list.
 */
export function readStock(typed: string, from: 'form' | 'file'): StockLines | undefined {
  const text = typed.replace(/^\uFEFF/, '').trim();
  if (text.startsWith('[')) {
    const items = jsonItems(text);
    // A line such as "[EU] AAAA-BBBB" begins so too.
    if (items || looksLikeJson(text)) {
      return items && { items, cut: false };
    }
  }
  const lines = partsOf(text, /\r\n|\r|\n/);
  const items = from === 'file' && lines.length === 1 ? partsOf(text, ',') : lines;
  return { items, cut: items.length > lines.length };
}

const partsOf = (text: string, between: string | RegExp) =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function jsonItems(text: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text, asWritten);
    return Array.isArray(list) ? list.map(itemOf).filter((item) => item !== '') : undefined;
  } catch {
    return undefined;
  }
}

/** A number keeps its digits: a long one would be rounded, and codes begin with any digit. */
const asWritten = (_name: string, value: unknown, { source }: { readonly source?: string } = {}): unknown =>
  typeof value === 'number' && source !== undefined ? JSON.rawJSON(source) : value;

const looksLikeJson = (text: string) => /^\[\s*["{[]/.test(text);

/** An account as an object becomes one line for each of its values. */
function itemOf(value: unknown): string {
  if (JSON.isRawJSON(value)) {
    return value.rawJSON;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
      .join('\n')
      .trim();
  }
  return String(value ?? '').trim();
}
