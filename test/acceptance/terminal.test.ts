import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PluginFolders } from '../stage/plugin-folders.ts';

/** `npm run sandbox`, as the README tells it: a person types, the bot answers, a file is edited. */
let folder: string;
let plugins: PluginFolders;
let program: ChildProcessWithoutNullStreams;
let shown = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-terminal-'));
  plugins = new PluginFolders(join(folder, 'plugins'));
  await plugins.add('pads');
  await begins();
});

afterAll(async () => {
  program?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts `npm run sandbox` on the database of this file, and waits until somebody can type. */
async function begins(): Promise<void> {
  shown = '';
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  program = spawn(
    'npm',
    ['run', 'sandbox', '--', '--port', '0', '--database', `sqlite:${join(folder, 'sandbox.db')}`],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: {
        ...{ PATH, HOME, TMPDIR, LANG, npm_config_update_notifier: 'false' },
        PLUGIN_DIRS: plugins.folder,
        LOG_DIR: join(folder, 'logs'),
      },
    },
  );
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  await sees('You are ada, the owner');
}

/** Types a line, and waits until `text` is shown after it. @returns what was shown since. */
async function types(line: string, text: string): Promise<string> {
  shown = '';
  program.stdin.write(`${line}\n`);
  return sees(text);
}

async function sees(text: string): Promise<string> {
  await vi.waitFor(() => expect(shown).toContain(text), { timeout: 60_000, interval: 20 });
  return shown;
}

test('a feature is switched on, a pad is booked, somebody clicks', async () => {
  await types('/features enable feature:pads', 'Pads is on');
  await types('as sam', 'You are sam');
  const booked = await types('/training pad:3 starts:"in 20 min"', '[ End ]');
  expect(booked).toContain('Pad 3 is yours');
  expect(await types('as carl', 'You are carl')).toContain('Customer');
  expect(await types('click Join', 'Taking part (1)')).toContain('@carl');
});

test('an edited file answers', async () => {
  await plugins.edit('pads/locales/en-US.json', 'is yours', 'is all yours');
  await sees('generation 2');
  await types('as max', 'You are max');
  expect(await types('/training pad:4 starts:now', '[ End ]')).toContain('Pad 4 is all yours');
});

test('a restart keeps the booking; quit ends everything in order', async () => {
  await types('restart hard', 'ready');
  expect(await types('/pad list', 'Pad 9')).toMatch(/Training: @sam/);
  const ended = new Promise((resolve) => program.once('exit', (code) => resolve(code)));
  program.stdin.write('quit\n');
  expect(await ended).toBe(0);
});

test('the next run knows what was kept, and offers its commands to the bot that is new there', async () => {
  await begins();
  expect(await types('/pad list', 'Pad 9')).toMatch(/Training: @sam/);
});
