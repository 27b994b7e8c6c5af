/**
 * Everything in what somebody typed or pasted that has the shape of an id: each word of letters and digits as it stands, in a
 * link too, each word without the dashes in it, and the whole without its spaces. Signs that nobody sees do not count.
 */
export function idsIn(typed: string, isId: (word: string) => boolean): string[] {
  const text = typed.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const bare = (word: string) => word.replace(/[\p{Pd}\s]/gu, '');
  const words = [
    ...(text.match(/[0-9A-Za-z]+/g) ?? []),
    ...(text.match(/[0-9A-Za-z\p{Pd}]+/gu) ?? []).map(bare),
    bare(text),
  ];
  return [...new Set(words.filter(isId))];
}
