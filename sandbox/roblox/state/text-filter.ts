/** What Roblox might take for a telephone number or another contact. */
const digits = /\d(?:[ .-]?\d){3,}/g;

/** What looks like a password or a code: at least six letters and digits in one piece, with capitals and digits in it. */
const token = /(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{6,}(?![A-Za-z0-9])/g;

/**
 * Stands for Roblox's text filter, whose rules nobody knows: what it flags becomes as many `#`. It flags four digits in a
 * row, codes of capitals and digits, and the words that are given to it.
 */
export class TextFilter {
  /** Whether texts are filtered at all. */
  enabled = true;
  /** More that is flagged, whatever the case: words, or texts of several. */
  words: readonly string[] = [];

  /** The text as others get to see it. */
  apply(text: string): string {
    if (!this.enabled) return text;
    const patterns = [digits, token, ...this.words.map(wordPattern)];
    return patterns.reduce((shown, pattern) => shown.replace(pattern, hide), text);
  }

  /** Back to how it is at the start. */
  reset(): void {
    this.enabled = true;
    this.words = [];
  }
}

function hide(flagged: string): string {
  return '#'.repeat(flagged.length);
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<!\\p{L})${RegExp.escape(word)}(?!\\p{L})`, 'giu');
}
