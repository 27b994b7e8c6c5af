import { config } from 'dotenv';
import { type Bot, startBot } from './bot.ts';
import { type Environment, readEnvironment } from './env/environment.ts';
import { Secrets } from './logs/secrets.ts';
import { startProblem } from './start-problem.ts';

/** How long a shutdown may take, in ms: what supervisors wait before they kill. */
const shutdownLimit = 9_000;

// Stack traces name the `.ts` files of plugins.
process.setSourceMapsEnabled(true);
config({ quiet: true });

let bot: Bot | undefined;
let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) {
    process.exit(1);
  }
  stopping = true;
  setTimeout(() => process.exit(0), shutdownLimit).unref();
  await bot?.stop(signal);
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stop(signal));
}

let env: Environment | undefined;
try {
  env = readEnvironment(process.env);
  bot = await startBot(env);
} catch (error) {
  console.error(new Secrets(env?.secrets).scrub(startProblem(error, env)));
  process.exit(1);
}
