/** One line of a program's output: a JSON line as pino writes it, or anything else. */
export interface LogLine {
  /** The line as it came. */
  readonly text: string;
  /** What it says to people. */
  readonly msg: string;
  /** pino's: 20 is debug, 30 info, 40 warn, 50 error; names are understood too. What is no JSON counts as info. */
  readonly level: number;
  /** The other members of the JSON. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const levels: Readonly<Record<string, number>> & { readonly info: number } = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
};

export function readLogLine(text: string): LogLine {
  const json = text.startsWith('{') ? parsed(text) : undefined;
  if (!json) {
    return { text, msg: text, level: 30, fields: {} };
  }
  const { msg, level, ...fields } = json;
  return {
    text,
    msg: typeof msg === 'string' ? msg : text,
    level: typeof level === 'number' ? level : (levels[String(level)] ?? levels.info),
    fields,
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
