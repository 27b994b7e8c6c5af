import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts `npm run discord` without npm; `printed` resolves once the output holds a text. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let out = '';
  let err = '';
  const watchers = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += chunk;
    for (const look of watchers) look();
  });
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const printed = (text: string) =>
    new Promise<string>((resolve) => {
      const look = () => out.includes(text) && resolve(out);
      watchers.add(look);
      look();
    });
  return { child, ended, printed, output: () => ({ out, err }) };
}

test('it starts with the sample guild, says how to connect, and Ctrl-C stops it cleanly', async () => {
  const discord = start('--port', '0', '--token', 'my-token');
  const text = await discord.printed('/control/screen');
  expect(text).toContain("await client.login('my-token')");
  const api = /API\s+(\S+)/.exec(text)![1]!;
  expect(text).toContain(`rest: { api: '${api}' }`);

  const me = await fetch(`${api}/v10/users/@me`, { headers: { authorization: 'Bot my-token' } });
  expect(await me.json()).toMatchObject({ username: 'Guildhall', bot: true });
  const screen = await fetch(api.replace('/api', '/control/screen?as=carl'));
  expect(((await screen.json()) as { text: string }).text).toContain('#general: (empty)');

  const roblox = /Roblox\s+(\S+)/.exec(text)![1]!;
  expect((await fetch(`${roblox}/apis/oauth/v1/certs`)).status).toBe(200);

  discord.child.kill('SIGINT');
  expect(await discord.ended).toBe(0);
  expect(discord.output().err).toBe('');
});

test('a port in use is one line and exit code 1', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const discord = start('--port', String(port));
  expect(await discord.ended).toBe(1);
  expect(discord.output().err.trim()).toBe(`Port ${port} is in use: choose another with --port or PORT`);
  expect(discord.output().out).toBe('');
  other.close();
});

test('wrong arguments are one line and exit code 1; --help is none', async () => {
  const wrong = [['--port', 'x'], ['--port', '70000'], ['--what'], ['--token', '']];
  const started = wrong.map((args) => start(...args));
  for (const discord of started) {
    expect(await discord.ended).toBe(1);
    expect(discord.output().err.trim().split('\n')).toHaveLength(1);
    expect(discord.output().out).toBe('');
  }
  const help = start('--help');
  expect(await help.ended).toBe(0);
  expect(help.output().out).toContain('--no-rate-limits');
});
