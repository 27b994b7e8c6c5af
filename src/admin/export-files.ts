import type { PersonalData } from '../sdk/data-duties.ts';

/** What is held about a user, by plugin and table. */
export type Held = Readonly<Record<string, PersonalData>>;

export interface ExportFile {
  readonly name: string;
  /** JSON of the same form as the whole. */
  readonly content: Buffer;
}

/** Puts what is held into as many files as it takes, each with whole rows and at most `limit` bytes long. */
export function exportFiles(held: Held, limit: number): readonly ExportFile[] {
  const whole = jsonOf(held);
  if (whole.length <= limit) {
    return [{ name: 'guildhall-data.json', content: whole }];
  }
  return partsOf(held, limit).map((part, index) => ({
    name: `guildhall-data-${index + 1}.json`,
    content: jsonOf(part),
  }));
}

type Part = Record<string, Record<string, Readonly<Record<string, unknown>>[]>>;

function partsOf(held: Held, limit: number): Part[] {
  const parts: Part[] = [];
  let room = 0;
  for (const [plugin, tables] of Object.entries(held)) {
    for (const [table, rows] of Object.entries(tables)) {
      for (const row of rows) {
        // With the names around it, which the next row shares with it: together they are never longer than this says.
        const size = jsonOf({ [plugin]: { [table]: [row] } }).length;
        if (size > room) {
          parts.push({});
          room = limit;
        }
        room -= size;
        const part = parts.at(-1)!;
        part[plugin] ??= {};
        part[plugin][table] ??= [];
        part[plugin][table].push(row);
      }
    }
  }
  return parts;
}

const jsonOf = (data: object) => Buffer.from(JSON.stringify(data, undefined, 2));
