/** Colours for a terminal. Without colours every text stays as it is. */
export interface Ink {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly italic: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly strike: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
  /** A colour as Discord has it: `0x3498db`; 0 is none. */
  readonly color: (color: number, text: string) => string;
}

export function createInk(colors: boolean): Ink {
  const style = (on: number | string, off: number) =>
    colors ? (text: string) => `\u001b[${on}m${text}\u001b[${off}m` : (text: string) => text;
  return {
    bold: style(1, 22),
    dim: style(90, 39),
    italic: style(3, 23),
    underline: style(4, 24),
    strike: style(9, 29),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
    cyan: style(36, 39),
    color: (color, text) =>
      color === 0 ? text : style(`38;2;${color >> 16};${(color >> 8) & 255};${color & 255}`, 39)(text),
  };
}
