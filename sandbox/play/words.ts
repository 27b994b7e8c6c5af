/** One part of a typed line: a word, or what stands between quotes; with its key, when `key:` or `key=` stands before. */
export interface Word {
  readonly key?: string;
  readonly text: string;
}

/** Opening quotes and what closes them; phones type the curly ones. */
const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”' };

/** A key does not begin with a digit, and no address follows: `8:30` and `https://x` are words. */
const key = /(?:[\p{L}_][\p{L}\p{N}_-]*|"[^"]+"(?==))[:=](?!\/\/)/uy;
const word = /\S*/y;

/**
 * Takes a typed line apart at its spaces: `end "pad 3" reason:"too late"`.
 * @throws Error when a quote is left open.
 */
export function wordsIn(line: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  const read = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(line)?.[0] ?? '';
    at += found.length;
    return found;
  };
  while (at < line.length) {
    if (/\s/.test(line[at]!)) {
      at += 1;
      continue;
    }
    const named = read(key).slice(0, -1).replaceAll('"', '');
    const close = quotes[line[at] ?? ''];
    let text: string;
    if (close === undefined) {
      text = read(word);
    } else {
      const end = line.indexOf(close, at + 1);
      if (end < 0) {
        throw new Error(`A quote is left open: put ${close} where the text ends.`);
      }
      text = line.slice(at + 1, end);
      at = end + 1;
    }
    words.push(named === '' ? { text } : { key: named, text });
  }
  return words;
}

/** The words as one text, without quotes. */
export function textOf(words: readonly Word[]): string {
  return words.map(({ key: name, text }) => (name === undefined ? text : `${name}:${text}`)).join(' ');
}
