import { fileURLToPath } from 'node:url';
import { startStage } from './stage.ts';

/** A process that starts a stage and is then in the way of its end: a test sees what is left when it is killed. */
const stub = fileURLToPath(new URL('stub-bot.ts', import.meta.url));
const stage = await startStage({ command: ['sh', '-c', `node ${stub} & wait`] });
console.log(`holding ${stage.bot.url}`);
