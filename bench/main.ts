import { parseArgs } from 'node:util';
import { met, type Report, table } from './report.ts';

const benches: Record<string, () => Promise<{ run: () => Promise<Report> }>> = {
  'local-discord': () => import('./local-discord.ts'),
};

const usage = `npm run bench [-- <name>...] [--json]   runs ${Object.keys(benches).join(', ')}, or all of them`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
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
const names = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of names) {
  if (benches[name]) continue;
  console.error(`There is no bench '${name}'. There is: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
for (const name of names) {
  const report = await (await benches[name]!()).run();
  console.log(
    values.json
      ? JSON.stringify({
          ...report,
          figures: report.figures.map((figure) => ({ ...figure, met: met(figure) })),
        })
      : `${table(report)}\n`,
  );
}
