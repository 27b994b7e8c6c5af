import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalPicture } from './terminal-picture.ts';

/** What the picture in the README shows: typed by people, answered by the bot as it is now. */
const typed = [
  '/features enable feature:pads',
  'as sam',
  '/training pad:3 starts:"in 20 min" note:"Bring your radio"',
  'as carl',
  'click Join',
  '/pad list',
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'docs/pictures/terminal.svg');
const columns = 100;
/** In ms. */
const patience = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'guildhall-picture-'));
try {
  const printed = await play([
    ...['--database', `sqlite:${join(folder, 'picture.db')}`],
    ...['--logs', join(folder, 'bot.log'), '--port', '0', '--color'],
  ]);
  // Addresses and times of this machine are of no interest.
  const usual = printed.replace(/:\d{5}\b/, ':4000').replace(/:\d{5}\b/, ':4100');
  await writeFile(file, terminalPicture(usual, columns));
  console.log(`drew ${file}`);
} finally {
  await rm(folder, { recursive: true });
}

function play(options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = execFile(
      process.execPath,
      [join(root, 'sandbox/play/main.ts'), ...options],
      { timeout: patience },
      (error, printed) => (error ? reject(error) : resolve(printed)),
    );
    program.stdin!.end(typed.join('\n'));
  });
}
