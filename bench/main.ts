import { parseArgs } from 'node:util';
import { met, type Report, type Scale, table } from './report.ts';

interface Bench {
  readonly load: () => Promise<{ run: (scale: Scale) => Promise<Report> }>;
  /** The longest that it may take, in minutes: what hangs ends then. `--full` has four times that. */
  readonly minutes: number;
}

const benches: Readonly<Record<string, Bench>> = {
  'local-discord': { load: () => import('./local-discord.ts'), minutes: 6 },
  reload: { load: () => import('./reload.ts'), minutes: 5 },
  host: { load: () => import('./host.ts'), minutes: 6 },
  refresh: { load: () => import('./refresh.ts'), minutes: 6 },
  tickets: { load: () => import('./tickets.ts'), minutes: 20 },
  shop: { load: () => import('./shop.ts'), minutes: 15 },
  transcripts: { load: () => import('./transcripts.ts'), minutes: 20 },
};

const names = Object.keys(benches);
const usage = `npm run bench [-- <name>...] [--json] [--quick | --full]   runs ${names.join(', ')}, or all of them`;

function options() {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: flag, quick: flag, full: flag, help: flag },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(1);
  }
}

const { values, positionals } = options();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
for (const name of positionals) {
  if (benches[name]) continue;
  console.error(`There is no bench '${name}'. There is: ${names.join(', ')}`);
  process.exit(1);
}
// An exit takes the processes and files of a run along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const scale = values.full ? 'full' : values.quick ? 'quick' : 'usual';
for (const name of positionals.length > 0 ? positionals : names) {
  const { load, minutes } = benches[name]!;
  const late = setTimeout(
    () => {
      console.error(`${name}: not done after ${minutes} minutes`);
      process.exit(1);
    },
    minutes * 60_000 * (scale === 'full' ? 4 : 1),
  );
  const report = await (await load()).run(scale);
  clearTimeout(late);
  console.log(
    values.json
      ? JSON.stringify({
          ...report,
          figures: report.figures.map((figure) => ({ ...figure, met: met(figure) })),
        })
      : `${table(report)}\n`,
  );
}
