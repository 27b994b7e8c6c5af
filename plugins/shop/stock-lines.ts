/**
 * Reads items as people write them: one a line; or, on a single line, with commas between, as older bots wanted them; or
 * a list in JSON, of texts or of objects whose values belong together. @returns undefined for JSON that is no list.
 */
export function readStock(typed: string): string[] | undefined {
  const text = typed.replace(/^\uFEFF/, '').trim();
  if (text.startsWith('[')) {
    const items = jsonItems(text);
    // A line such as "[EU] AAAA-BBBB" begins so too.
    if (items || looksLikeJson(text)) {
      return items;
    }
  }
  const lines = text.split(/\r\n|\r|\n/);
  const parts = lines.length === 1 ? text.split(',') : lines;
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function jsonItems(text: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(itemOf).filter((item) => item !== '') : undefined;
  } catch {
    return undefined;
  }
}

const looksLikeJson = (text: string) => /^\[\s*["{[]/.test(text);

/** An account as an object becomes one line for each of its values. */
function itemOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
      .join('\n')
      .trim();
  }
  return String(value ?? '').trim();
}
