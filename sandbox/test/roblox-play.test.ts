import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Sandbox } from '../driver/sandbox.ts';
import { createInk } from '../play/ink.ts';
import { Player } from '../play/player.ts';
import { foundationClock, foundTown } from '../play/town.ts';
import { completions, runLine } from '../play/verbs.ts';
import { BotProgram } from '../program/bot-program.ts';

let sandbox: Sandbox;
let player: Player;
let shown: string[] = [];
beforeAll(async () => {
  sandbox = await Sandbox.start({ clock: foundationClock() });
  const town = foundTown(sandbox, { token: 'the-token', now: Date.UTC(2026, 5, 1) });
  const program = new BotProgram({ command: ['true'], cwd: '.', env: {} });
  const print = (line: string) => void shown.push(line);
  player = new Player({ sandbox, ...town, program, ink: createInk(false), width: 100, print, patience: 0 });
});
afterAll(() => sandbox.stop());

/** Types a line. @returns what is shown then. */
async function type(line: string): Promise<string> {
  shown = [];
  await runLine(player, line);
  return shown.join('\n');
}

test('everybody of the town has an account, with ages, groups and one of each trouble', async () => {
  const all = await type('roblox');
  expect(all).toContain('AdaBuilds since 2016-03-04; Pad Crew: Owner (255)\n    I build obbies');
  expect(all).toContain('SamHosts since 2019-06-01; Pad Crew: Officer (100), Host (50)');
  expect(all).toContain('CarlCubes since 2021-01-15; was CarlTheCuber');
  expect(all).toContain('dora_new since 2026-05-30; Brick Fans: Member (1)');
  expect(all).toContain('BannedBob banned');
  expect(all).toContain(sandbox.roblox.url);
});

test('a profile is written, and said to be filtered when it is', async () => {
  expect(await type('roblox profile sam "amber river candle"')).toBe('SamHosts says: amber river candle');
  expect(sandbox.roblox.account('SamHosts').description).toBe('amber river candle');
  expect(await type('roblox profile sam call 55512345')).toBe(
    'SamHosts says: call ########\nRoblox has filtered it.',
  );
  expect(await type('roblox profile sam ""')).toBe('SamHosts says nothing about themselves.');
});

test('accounts are renamed, banned, made, and join groups', async () => {
  const carl = sandbox.roblox.account('CarlCubes');
  expect(await type('roblox rename carl Carl_3')).toBe('CarlCubes is called Carl_3 now.');
  expect(carl.formerNames).toEqual(['CarlTheCuber', 'CarlCubes']);
  await type('roblox ban carl');
  expect(carl.banned).toBe(true);
  expect(await type('roblox unban carl')).toBe('Carl_3 is no longer banned.');
  expect(await type('roblox join carl pad off')).toBe('Carl_3 is in Pad Crew: Officer (100), Trainee (10).');
  expect(await type('roblox leave carl "Brick Fans"')).toBe('Carl_3 has left Brick Fans.');
  expect(await type('roblox leave carl "Brick Fans"')).toBe('Carl_3 is not in Brick Fans.');
  await type('roblox new Fresh_1');
  expect(sandbox.roblox.account('Fresh_1').created.getUTCFullYear()).toBe(2026);
});

test('what cannot be done says what there is', async () => {
  expect(await type('roblox fly')).toContain('There is: profile, rename, ban');
  expect(await type('roblox ban')).toBe('Which account? Type roblox to see them.');
  expect(await type('roblox ban nobody')).toContain(
    "There is no Roblox account 'nobody'. There is: AdaBuilds",
  );
  expect(await type('roblox join ada "Pad Crew" Captain')).toContain('Guest, Member, Trainee, Host, Officer');
  expect(await type('roblox help')).toContain('roblox join <account> <group> [role]');
  expect(await type('help')).toContain('Type roblox help.');
  expect(completions(player, 'roblox profile Ada')).toEqual(['roblox profile AdaBuilds']);
});

test('the same accounts have the same ids in every run', async () => {
  const other = await Sandbox.start({ clock: foundationClock() });
  foundTown(other, { token: 'the-token', now: Date.UTC(2027, 0, 1) });
  const ids = ({ roblox }: Sandbox) => [
    roblox.account('AdaBuilds').id,
    ...roblox.groups.flatMap(({ id, roles }) => [id, ...roles.map((role) => role.id)]),
  ];
  expect(ids(other)).toEqual(ids(sandbox));
  await other.stop();
});

test('the bot is told where the local Roblox is', async () => {
  const main = fileURLToPath(new URL('../play/main.ts', import.meta.url));
  const bot = 'sh -c \'echo "Roblox: $ROBLOX_API_URL Discord: $DISCORD_API_URL"\'';
  const args = [main, '--port', '0', '--database', 'sqlite::memory:', '--bot', bot];
  const error = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, (_error, _out, err) => resolve(err)),
  );
  const [, roblox, discord] = /Roblox: (http:\S+:\d+) Discord: (http:\S+:\d+)\/api/.exec(error) ?? [];
  expect(roblox).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(roblox).not.toBe(discord);
});
