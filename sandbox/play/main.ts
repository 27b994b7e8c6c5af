import { readArguments, usage } from './arguments.ts';

/** Two signals within this time are one Ctrl-C: it reaches this process by the terminal and by npm. In ms. */
const echo = 300;

async function main(): Promise<void> {
  const settings = readArguments(process.argv.slice(2));
  if (!settings) {
    console.log(usage);
    return;
  }
  // Loaded late: a wrong argument is answered without waiting for all of Discord's schemas.
  const { Play } = await import('./play.ts');
  const play = new Play(settings, process.stdin, process.stdout);
  let asked: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked !== undefined && performance.now() - asked > echo) {
        // What is still running ends with this process.
        process.exit(130);
      }
      asked ??= performance.now();
      play.end();
    });
  }
  await play.run();
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
