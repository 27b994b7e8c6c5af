/** How much is measured: `quick` only shows that a bench works. */
export type Scale = 'quick' | 'usual' | 'full';

/**
 * How long a bot has for its first answer, in ms: Discord's three seconds. Where it is only shown that a bench works, the
 * machine may stand still for longer.
 */
export const answerIn = (scale: Scale): number => (scale === 'quick' ? 15_000 : 3_000);

/** One measured figure, and what it is held to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The least or the most that is wanted. */
  readonly goal?: { readonly least: number } | { readonly most: number };
}

export interface Report {
  readonly bench: string;
  /** What was run, on what. */
  readonly about: string;
  readonly figures: readonly Figure[];
}

/** Whether a figure keeps to its goal; undefined when it has none. */
export function met({ value, goal }: Figure): boolean | undefined {
  if (!goal) return undefined;
  return 'least' in goal ? value >= goal.least : value <= goal.most;
}

/** A table for people. */
export function table({ bench, about, figures }: Report): string {
  const rows = figures.map((figure) => {
    const { goal } = figure;
    const wanted = !goal
      ? ''
      : 'least' in goal
        ? `at least ${format(goal.least)}`
        : `at most ${format(goal.most)}`;
    const verdict = met(figure);
    return [
      figure.name,
      `${format(figure.value)} ${figure.unit}`,
      wanted,
      verdict === undefined ? '' : verdict ? 'met' : 'goal missed',
    ];
  });
  const all = [['figure', 'measured', 'goal', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${bench}: ${about}`,
    '',
    lines[0],
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...lines.slice(1),
  ].join('\n');
}

function format(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
