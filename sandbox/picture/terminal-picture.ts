/** A stretch of text in one look. */
interface Span {
  readonly text: string;
  readonly style: string;
}

const letter = { width: 8.4, height: 19, size: 14 };
const margin = 18;

/** What a terminal's colours look like on a dark ground. */
const palette: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  36: '#76e3ea',
  90: '#8b949e',
};

const plain = { color: '', bold: false, italic: false, underline: false, strike: false };

/** Draws what a program has printed, colours and all, as an SVG of `columns` columns. */
export function terminalPicture(printed: string, columns: number): string {
  const lines = printed
    .replace(/\n+$/, '')
    .split('\n')
    .flatMap((line) => folded(spansOf(line), columns));
  const width = Math.ceil(columns * letter.width + 2 * margin);
  const height = lines.length * letter.height + 2 * margin;
  const rows = lines.map((spans, index) => {
    const y = margin + (index + 0.75) * letter.height;
    return `<text x="${margin}" y="${y}" xml:space="preserve">${spans.map(drawn).join('')}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title>What a terminal shows</title>',
    `<rect width="100%" height="100%" rx="10" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="${letter.size}" fill="#e6edf3">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawn({ text, style }: Span): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return style ? `<tspan ${style}>${escaped}</tspan>` : escaped;
}

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let look = { ...plain };
  // Every other part is the inside of an escape sequence.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a terminal gets.
  for (const [index, part] of line.split(/\u001b\[([\d;]*)m/).entries()) {
    if (index % 2 === 1) {
      look = changed(look, part);
    } else if (part !== '') {
      spans.push({ text: part, style: styleOf(look) });
    }
  }
  return spans;
}

function changed(look: typeof plain, code: string): typeof plain {
  const [number = 0, , red, green, blue] = code.split(';').map(Number);
  switch (number) {
    case 0:
      return { ...plain };
    case 1:
    case 22:
      return { ...look, bold: number === 1 };
    case 3:
    case 23:
      return { ...look, italic: number === 3 };
    case 4:
    case 24:
      return { ...look, underline: number === 4 };
    case 9:
    case 29:
      return { ...look, strike: number === 9 };
    case 38:
      return { ...look, color: `rgb(${red},${green},${blue})` };
    default:
      return { ...look, color: palette[number] ?? '' };
  }
}

function styleOf({ color, bold, italic, underline, strike }: typeof plain): string {
  const decoration = [underline && 'underline', strike && 'line-through'].filter(Boolean).join(' ');
  return [
    color && `fill="${color}"`,
    bold && 'font-weight="bold"',
    italic && 'font-style="italic"',
    decoration && `text-decoration="${decoration}"`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Breaks a line that is wider than the picture. */
function folded(spans: readonly Span[], columns: number): Span[][] {
  const rows: Span[][] = [[]];
  let room = columns;
  for (const span of spans) {
    for (let text = span.text; text !== ''; ) {
      if (room === 0) {
        rows.push([]);
        room = columns;
      }
      rows.at(-1)!.push({ ...span, text: text.slice(0, room) });
      const taken = Math.min(room, text.length);
      text = text.slice(taken);
      room -= taken;
    }
  }
  return rows;
}
