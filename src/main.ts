import { config } from 'dotenv';
import { type Bot, startBot } from './bot.ts';
import { type Environment, readEnvironment } from './env/environment.ts';
import { EnvironmentError } from './env/environment-error.ts';
import { misspelt } from './env/misspelt.ts';
import { Secrets } from './logs/secrets.ts';

/** How long a shutdown may take, in ms: supervisors wait ten seconds before they kill. Its steps have less together. */
const shutdownLimit = 9_500;

/** Ctrl-C reaches npm and the bot, and npm hands it on to the bot once more: so close together it is one wish. In ms. */
const echo = 500;

// Stack traces name the `.ts` files of plugins.
process.setSourceMapsEnabled(true);
const { parsed: file = {} } = config({ quiet: true });

let bot: Bot | undefined;
let stopping: number | undefined;
let env: Environment | undefined;

/** Ends the process in order. @param code what it ends with. */
async function stop(reason: string, code: number): Promise<void> {
  if (stopping !== undefined) {
    return;
  }
  stopping = performance.now();
  setTimeout(() => process.exit(code), shutdownLimit).unref();
  try {
    await bot?.stop(reason);
    process.exit(code);
  } catch (error) {
    console.error(new Secrets(env?.secrets).scrub(`not stopped in order: ${(error as Error).stack}`));
    process.exit(1);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Who asks twice does not want to wait.
    if (stopping !== undefined && performance.now() - stopping > echo) {
      process.exit(1);
    }
    void stop(signal, 0);
  });
}

for (const line of misspelt(Object.keys(file))) {
  console.warn(line);
}

try {
  env = readEnvironment(process.env);
  bot = await startBot(env, () => void stop('an error that nobody caught', 1));
} catch (error) {
  // What the person who starts it can mend is said in a line; a fault of ours needs its stack.
  const { message, stack } = error as Error;
  const said = error instanceof EnvironmentError ? message : (stack ?? message);
  console.error(new Secrets(env?.secrets).scrub(said));
  process.exit(1);
}
