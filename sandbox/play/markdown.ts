import type { Ink } from './ink.ts';

/** Discord's marks inside a line, and how a terminal shows them. The order decides: `**` comes before `*`. */
const marks: readonly [RegExp, (ink: Ink) => (text: string) => string][] = [
  [/`([^`\n]+)`/g, (ink) => ink.cyan],
  [/\*\*(.+?)\*\*/g, (ink) => ink.bold],
  [/__(.+?)__/g, (ink) => ink.underline],
  [/~~(.+?)~~/g, (ink) => ink.strike],
  [/\*([^*\s][^*\n]*)\*/g, (ink) => ink.italic],
  [/(?<![\w])_([^_\s][^_\n]*)_(?![\w])/g, (ink) => ink.italic],
  [/\|\|(.+?)\|\|/g, (ink) => ink.dim],
];

/** A text with Discord's Markdown, as lines for a terminal. */
export function markdownLines(text: string, ink: Ink): string[] {
  let code = false;
  return text.split('\n').flatMap((line) => {
    if (line.trim().startsWith('```')) {
      code = !code;
      return [];
    }
    return [code ? ink.cyan(line) : markdownLine(line, ink)];
  });
}

function markdownLine(line: string, ink: Ink): string {
  const heading = /^#{1,3} (.*)$/.exec(line);
  if (heading) {
    return ink.bold(inline(heading[1]!, ink));
  }
  const small = /^-# (.*)$/.exec(line);
  if (small) {
    return ink.dim(inline(small[1]!, ink));
  }
  return inline(line.replace(/^> /, '│ ').replace(/^(\s*)[-*] /, '$1• '), ink);
}

/** A backslash before a sign takes its effect away; in code it is a backslash. */
const escapes = /(`[^`\n]+`)|\\([!-/:-@[-`{-~])/g;

/** Characters that nobody types stand for signs that are only signs, while marks are looked for. */
const stand = 0xe000;

const hide = (text: string) =>
  text.replace(
    escapes,
    (_all, code?: string, sign?: string) => code ?? String.fromCodePoint(stand + sign!.codePointAt(0)!),
  );

const unhide = (text: string) =>
  text.replace(/[\ue000-\ue07f]/g, (one) => String.fromCodePoint(one.codePointAt(0)! - stand));

function inline(text: string, ink: Ink): string {
  const linked = hide(text).replace(/\[([^\]\n]+)\]\((https?:\/\/[^)\s]+)\)/g, (_all, label) =>
    ink.underline(label),
  );
  const styled = marks.reduce(
    (sofar, [mark, style]) => sofar.replace(mark, (_all, inner) => style(ink)(inner)),
    linked,
  );
  return unhide(styled);
}
