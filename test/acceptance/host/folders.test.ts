import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PluginFolders } from '../../stage/plugin-folders.ts';
import { type Stage, startStage } from '../../stage/stage.ts';
import { simplePlugin, until } from './third-party.ts';

/** Folders that lie twice, move, and are saved in other ways. Two folders of plugins are watched. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let here: PluginFolders;
let there: PluginFolders;
let root: string;

beforeAll(async () => {
  root = join(tmpdir(), `guildhall-folders-${process.pid}`);
  here = new PluginFolders(join(root, 'here'));
  there = new PluginFolders(join(root, 'there'));
  await here.write('twice', simplePlugin('twice', "'from here'"));
  await there.write('twice', simplePlugin('twice', "'from there'"));
  stage = await startStage({
    env: { PLUGIN_DIRS: `${here.folder},${there.folder}` },
    before: (stage) => void stage.guild('Test', { owner: 'ada' }),
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  await ada.until(() => ada.commands().includes('/features enable'));
  await ada.slash('/features enable', { feature: 'twice' });
  await ada.until(() => ada.commands().includes('/twice'));
});
afterAll(async () => {
  await stage?.stop();
  await rm(root, { recursive: true, force: true });
});

const says = (text: string) => ada.until(async () => (await ada.slash('/twice')).text.includes(text));

test('of two folders of one name the first is used, and the log names the other', async () => {
  expect((await ada.slash('/twice')).text).toContain('from here');
  const { fields } = await stage.bot.until('there are two plugins named twice');
  expect(fields).toMatchObject({ other: join(there.folder, 'twice') });
  await there.edit('twice/commands/twice.ts', 'from there', 'still there');
  await here.edit('twice/commands/twice.ts', 'from here', 'still here');
  await says('still here');
});

test('when the first goes, the other takes its place', async () => {
  await here.remove('twice');
  await says('still there');
  expect(await stage.bot.plugin('twice')).toMatchObject({ state: 'running' });
});

test('a folder that is moved goes on, with places from where it is now', async () => {
  await rename(join(there.folder, 'twice'), join(here.folder, 'twice'));
  await here.edit('twice/commands/twice.ts', 'still there', 'moved');
  await says('moved');
  await here.edit('twice/plugin.ts', 'setup: async', 'setup async');
  expect(await until(stage, 'twice', { state: 'failed' })).toMatchObject({
    file: 'twice/plugin.ts',
    line: 7,
  });
  await here.edit('twice/plugin.ts', 'setup async', 'setup: async');
  await until(stage, 'twice', { state: 'running' });
});

test('a folder that gets another name is another plugin, and must say so', async () => {
  await rename(join(here.folder, 'twice'), join(here.folder, 'thrice'));
  await until(stage, 'twice', undefined);
  expect((await until(stage, 'thrice', { state: 'failed' })).reason).toContain(
    'must be the name of the folder, "thrice"',
  );
  await rename(join(here.folder, 'thrice'), join(here.folder, 'twice'));
  await until(stage, 'twice', { state: 'running' });
  await until(stage, 'thrice', undefined);
  await ada.until(() => ada.commands().includes('/twice'));
});

// All steps at one moment: what lies there half for longer is loaded, too.
test.each([
  ['written in place', (file: string, text: string) => writeFileSync(file, text)],
  [
    'written beside and renamed',
    (file: string, text: string) => {
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
    },
  ],
  [
    'moved away, written anew, and the copy removed',
    (file: string, text: string) => {
      renameSync(file, `${file}~`);
      writeFileSync(file, text);
      rmSync(`${file}~`);
    },
  ],
  [
    'written in two pieces',
    (file: string, text: string) => {
      writeFileSync(file, text.slice(0, 200));
      writeFileSync(file, text);
    },
  ],
])('a file that is %s is taken, once', async (how, save) => {
  const before = (await stage.bot.plugin('twice'))!.generation;
  const file = join(here.folder, 'twice/commands/twice.ts');
  const text = (await here.read('twice/commands/twice.ts')).replace(/await \('.*?'\)/, `await ('${how}')`);
  save(file, text);
  await says(how);
  expect(await stage.bot.plugin('twice')).toMatchObject({ state: 'running', generation: before + 1 });
});

test('a whole folder that is replaced by another version is one new generation at the end', async () => {
  const next = join(root, 'next');
  await cp(join(here.folder, 'twice'), next, { recursive: true });
  await writeFile(
    join(next, 'commands/twice.ts'),
    (await here.read('twice/commands/twice.ts')).replace(/await \('.*?'\)/, "await ('replaced')"),
  );
  await rename(join(here.folder, 'twice'), join(root, 'old'));
  await rename(next, join(here.folder, 'twice'));
  await says('replaced');
  await here.edit('twice/commands/twice.ts', "'replaced'", "'and edited'");
  await says('and edited');
  await mkdir(join(here.folder, 'empty'));
  expect(await stage.bot.plugin('empty')).toBeUndefined();
});
