import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure, Report, Scale } from './report.ts';

/** What one transcript took. */
export interface Taken {
  readonly ms: number;
  /** The most that the process held beyond what it held before, in MB. */
  readonly memory: number;
  /** The longest time in which nothing else could happen, in ms. */
  readonly block: number;
  /** The size of the page. */
  readonly megabytes: number;
}

const names = ['Guildhall', 'discord-message-transcript', 'discord-html-transcripts'] as const;
type Name = (typeof names)[number] | 'nothing';

/** How many messages: of the comparison, and of the largest ticket. */
const plans: Readonly<
  Record<Scale, { readonly usual: number; readonly large: number; readonly runs: number }>
> = {
  quick: { usual: 300, large: 600, runs: 1 },
  usual: { usual: 10_000, large: 50_000, runs: 1 },
  full: { usual: 10_000, large: 50_000, runs: 5 },
};

/** Transcripts of the same messages, each in a process of its own; the peers by turns, the best of some runs counts. */
export async function run(scale: Scale): Promise<Report> {
  const { usual, large, runs } = plans[scale];
  const best = {} as Record<Name, Taken>;
  for (let round = 0; round < runs; round += 1) {
    for (const name of names) {
      best[name] = least(await taken(name, usual), best[name]);
    }
  }
  const own = best.Guildhall;
  const largest = await taken('Guildhall', large);
  const idle = await taken('nothing', Math.ceil(largest.ms));
  const peers = names.filter((name) => name !== 'Guildhall');
  return {
    bench: 'transcripts',
    about: `${usual} messages; Guildhall writes HTML, JSON and text, each for staff and for the creator, into files; the others make one HTML page in memory`,
    figures: [
      ...names.flatMap((name) => figuresOf(name, best[name])),
      ...peers.flatMap((name): Figure[] => [
        { name: `time against ${name}`, value: own.ms / best[name].ms, unit: '×' },
        {
          name: `memory against ${name}`,
          value: own.memory / best[name].memory,
          unit: '×',
          goal: { most: 1 },
        },
        {
          name: `longest block against ${name}`,
          value: own.block / best[name].block,
          unit: '×',
          goal: { most: 1 },
        },
      ]),
      { name: `${large} messages, time`, value: largest.ms, unit: 'ms' },
      { name: `${large} messages, memory`, value: largest.memory, unit: 'MB', goal: { most: 150 } },
      { name: `${large} messages, longest block`, value: largest.block, unit: 'ms', goal: { most: 50 } },
      { name: 'longest block of a loop that does nothing for as long', value: idle.block, unit: 'ms' },
      { name: `${large} messages, page`, value: largest.megabytes, unit: 'MB' },
    ],
  };
}

const figuresOf = (name: Name, { ms, memory, block, megabytes }: Taken): Figure[] => [
  { name: `time, ${name}`, value: ms, unit: 'ms' },
  { name: `memory, ${name}`, value: memory, unit: 'MB' },
  { name: `longest block, ${name}`, value: block, unit: 'ms' },
  { name: `page, ${name}`, value: megabytes, unit: 'MB' },
];

const least = (one: Taken, other: Taken | undefined): Taken => ({
  ms: Math.min(one.ms, other?.ms ?? Infinity),
  memory: Math.min(one.memory, other?.memory ?? Infinity),
  block: Math.min(one.block, other?.block ?? Infinity),
  megabytes: one.megabytes,
});

async function taken(name: Name, count: number): Promise<Taken> {
  const file = join(import.meta.dirname, 'transcript-contender.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', file, name, String(count)],
    // React is several times slower where this is not said.
    { maxBuffer: 1e8, env: { ...process.env, NODE_ENV: 'production' } },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Taken;
}
