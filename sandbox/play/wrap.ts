import { stripVTControlCharacters } from 'node:util';

/** Breaks a line at its spaces so that none is wider than `width`. Colours take no room; a long word stays whole. */
export function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && visibleWidth(longer) > width) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}

/** How many columns a text takes, roughly: what is wide in some scripts counts as one. */
export function visibleWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
