/** Measures a text in pixels. */
export type WidthOf = (text: string) => number;

/** A text on one line, in letters that the font has: people write names in ornate ones, and with emoji. */
export function lettersOf(text: string): string {
  const simple = text.normalize('NFKC').replace(/\p{Emoji_Presentation}|\p{Cf}|\p{Variation_Selector}/gu, '');
  return simple.replace(/\s+/g, ' ').trim();
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** As much of a text as is at most `max` pixels wide. What is missing is shown by an ellipsis. */
export function cutTo(max: number, text: string, widthOf: WidthOf): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(`${kept}${segment}…`) > max) {
      return widthOf(text) <= max ? text : `${kept.trimEnd()}…`;
    }
    kept += segment;
  }
  return text;
}
