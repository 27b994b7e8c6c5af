import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import {
  commandFile,
  type Files,
  menuRequests,
  ownerIn,
  pluginFiles,
  simplePlugin,
  until,
} from './third-party.ts';

/** A plugin that works is broken in every way, and mended again. The bot runs all the time. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let olga: Member;
let requests: () => number;

/** With a migration of its own, so that a second one can fail. */
const good: Files = {
  ...simplePlugin('victim', "'it works'"),
  'migrations/sqlite/0001-first.ts': `import { Migration } from '@mikro-orm/migrations';
export class First extends Migration {
  override up(): void {
    this.addSql('create table victim__thing (id integer primary key)');
  }
}
`,
};

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      await stage.plugins.write('victim', good);
      await stage.plugins.write('neighbour', simplePlugin('neighbour', "'fine'"));
      // It is broken from the start.
      await stage.plugins.write('atboot', {
        ...simplePlugin('atboot'),
        'plugin.ts': 'export default 1 +;\n',
      });
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  olga = ownerIn(stage, guild);
  for (const feature of ['victim', 'neighbour']) {
    await ada.until(() => ada.commands().includes('/features enable'));
    await ada.slash('/features enable', { feature });
    await ada.until(() => ada.commands().includes(`/${feature}`));
  }
  requests = menuRequests(stage);
}, 30_000);
afterAll(() => stage?.stop());

test('a plugin that is broken at the start stops neither the others nor /ready, and runs once it is mended', async () => {
  expect((await stage.bot.fetch('/ready')).status).toBe(200);
  expect((await ada.slash('/neighbour')).text).toContain('fine');
  expect(await stage.bot.plugin('atboot')).toMatchObject({
    state: 'failed',
    generation: 0,
    file: 'atboot/plugin.ts',
    line: 1,
  });
  await stage.plugins.write('atboot', simplePlugin('atboot'));
  await until(stage, 'atboot', { state: 'running' });
  expect((await stage.bot.plugin('atboot'))?.reason).toBeUndefined();
});

/** Puts the plugin's files back as they were. */
async function mend(): Promise<void> {
  const folder = join(stage.plugins.folder, 'victim');
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isFile() && !(path in good)) {
      await stage.plugins.remove(`victim/${path}`);
    }
  }
  await stage.plugins.write('victim', good);
}

// Also where the test failed: the next one begins with a plugin that works.
afterEach(async () => {
  await mend();
  await until(stage, 'victim', { state: 'running' });
});

interface Breach {
  readonly how: string;
  readonly files: Files;
  /** What people are told is wrong. */
  readonly says: string;
  readonly place: string;
  readonly state?: string;
}

const plain = pluginFiles('victim');
const plugin = (plan: Parameters<typeof pluginFiles>[1]) => ({
  'plugin.ts': pluginFiles('victim', plan)['plugin.ts']!,
});

const breaches: Breach[] = [
  {
    how: 'a syntax error',
    files: { 'commands/victim.ts': 'export class Victim {\n  nonsense(;\n}\n' },
    says: 'Expected identifier but found ";"',
    place: 'victim/commands/victim.ts:2',
  },
  {
    how: 'an import of a file that is not there',
    files: plugin({ head: "import './nowhere.ts';" }),
    says: 'Could not resolve "./nowhere.ts"',
    place: 'victim/plugin.ts:2',
  },
  {
    how: 'an import of a package that is not installed',
    files: plugin({ head: "import 'left-pad-of-nobody';" }),
    says: 'the package "left-pad-of-nobody" is not installed',
    place: 'victim/plugin.ts:2',
  },
  {
    how: 'a setup that throws',
    files: plugin({ setup: "throw new Error('no luck today');" }),
    says: 'no luck today',
    place: 'victim/plugin.ts:8',
  },
  {
    how: 'a file that throws while it is loaded',
    files: { 'commands/victim.ts': `\nthrow new Error('not at all');\nexport {};\n` },
    says: 'not at all',
    place: 'victim/commands/victim.ts:2',
  },
  {
    how: 'a package.json that is no JSON',
    files: { 'package.json': '{ "version": 1.0.0 }' },
    says: 'package.json is not JSON',
    place: 'victim/package.json',
  },
  {
    how: 'a version that is none',
    files: { 'package.json': { ...(plain['package.json'] as object), version: 'new' } },
    says: 'expected a version such as 1.0.0',
    place: 'victim/package.json:3',
  },
  {
    how: 'another host that it was written for',
    files: { 'package.json': { ...(plain['package.json'] as object), guildhall: { host: '^7' } } },
    says: 'needs host ^7',
    place: 'victim/package.json',
  },
  {
    how: 'another name in definePlugin',
    files: { 'plugin.ts': (plain['plugin.ts'] as string).replace("'victim'", "'culprit'") },
    says: 'the name "culprit" must be the name of the folder',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a migration that fails',
    files: {
      'migrations/sqlite/0002-second.ts': (good['migrations/sqlite/0001-first.ts'] as string).replace(
        'First',
        'Second',
      ),
    },
    says: 'victim__thing',
    place: 'victim/migrations/sqlite/0002-second.ts:3',
  },
  {
    how: 'a command of another plugin',
    files: commandFile('victim', 'neighbour', "'mine'"),
    says: 'belongs to the plugin neighbour',
    place: 'victim/commands/neighbour.ts:7',
  },
  {
    how: 'a command of the host',
    files: commandFile('victim', 'features', "'mine'"),
    says: 'belongs to the plugin guildhall',
    place: 'victim/commands/features.ts:7',
  },
  {
    how: 'a file without a piece',
    files: { 'listeners/nothing.ts': '\nexport const nothing = 1;\n' },
    says: 'exports one class of its kind, and this has none',
    place: 'victim/listeners/nothing.ts:2',
  },
  {
    how: 'a service that it says it provides, and does not',
    files: plugin({ declares: "provides: ['air']," }),
    says: 'plugin.ts says it provides "air", and setup does not',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a required service that nobody provides',
    files: plugin({ declares: "uses: { required: ['water'] }," }),
    says: 'water',
    place: '',
    state: 'waiting',
  },
];

test.each(breaches)(
  '$how: the generation before goes on, and the place is told',
  async ({ files, says, place, state = 'failed' }) => {
    const before = (await stage.bot.plugin('victim'))!;
    const asked = requests();
    const [, file = '', line] = /^(.*?)(?::(\d+))?$/.exec(place)!;

    await stage.plugins.write('victim', files);

    const row = await until(stage, 'victim', { state });
    expect(row.reason).toContain(says);
    expect(`${row.file ?? ''}:${row.line ?? ''}`).toBe(`${file}:${line ?? ''}`);
    expect(row.generation).toBe(before.generation);
    expect((await ada.slash('/victim')).text).toContain('it works');
    const list = await olga.slash('/plugins list');
    expect(list.text.replaceAll('\\', '')).toContain(says);
    expect(list.text).toContain(place);
    await stage.bot.until(
      ({ text, level }) =>
        level >= 40 && text.includes(JSON.stringify(says).slice(1, -1)) && text.includes(place),
      { timeout: 3_000 },
    );

    await mend();
    const mended = await until(stage, 'victim', { state: 'running' });
    expect(mended).not.toHaveProperty('reason');
    expect((await ada.slash('/victim')).text).toContain('it works');
    expect((await olga.slash('/plugins list')).text).not.toContain(says);
    expect(requests() - asked).toBe(0);
  },
);

test('a setup that never ends is given up, and keeps nobody else from being loaded', async () => {
  await stage.plugins.write(
    'victim',
    plugin({ setup: "host.logger.info('it hangs'); await new Promise(() => {});" }),
  );
  await stage.bot.until('it hangs');
  await stage.plugins.write('neighbour', simplePlugin('neighbour', "'still here'"));

  const row = await until(stage, 'victim', { state: 'failed' }, 20_000);
  expect(row.reason).toBe('setup was not done after 10 s');
  expect(row).toMatchObject({ file: 'victim/plugin.ts', line: 3 });
  await until(stage, 'neighbour', { state: 'running' });
  expect((await ada.slash('/neighbour')).text).toContain('still here');
  expect((await ada.slash('/victim')).text).toContain('it works');
}, 30_000);

test('a name that another plugin gives up can be taken at once', async () => {
  await stage.plugins.write('victim', commandFile('victim', 'other', "'mine now'"));
  await ada.until(() => ada.commands().includes('/other'));
  await stage.plugins.write('neighbour', commandFile('neighbour', 'other', "'not yours'"));
  await until(stage, 'neighbour', { state: 'failed' });

  await stage.plugins.remove('victim/commands/other.ts');

  await until(stage, 'neighbour', { state: 'running' });
  expect((await ada.slash('/other')).text).toContain('not yours');
});

test('a database is as it was: of a migration that failed nothing stays', async () => {
  expect(await stage.database.rows('select name from victim__migrations')).toEqual([{ name: '0001-first' }]);
});
