import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { breaches, good, plugin } from './breaches.ts';
import { commandFile, menuRequests, ownerIn, simplePlugin, until } from './third-party.ts';

/** A plugin that works is broken in every way, and mended again. The bot runs all the time. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let olga: Member;
let requests: () => number;

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
});
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
    );

    await mend();
    const mended = await until(stage, 'victim', { state: 'running' });
    expect(mended).not.toHaveProperty('reason');
    expect((await ada.slash('/victim')).text).toContain('it works');
    expect((await olga.slash('/plugins list')).text).not.toContain(says);
    expect(requests() - asked).toBe(0);
  },
);

test('a job without a piece of its name is told in the log', async () => {
  const setup = "await host.database.transaction((em) => host.jobs.add(em, 'nowhere', {}));";
  await stage.plugins.write('victim', plugin({ setup }));
  const told = await stage.bot.until('a job of victim waits: no piece in its scheduled-tasks/ is named');
  expect(told.level).toBe(40);
});

test('a setup that never ends is given up, and keeps nobody else from being loaded', async () => {
  await stage.plugins.write(
    'victim',
    plugin({ setup: "host.logger.info('it hangs'); await new Promise(() => {});" }),
  );
  await stage.bot.until('it hangs');
  await stage.plugins.write('neighbour', simplePlugin('neighbour', "'still here'"));

  const row = await until(stage, 'victim', { state: 'failed' });
  expect(row.reason).toBe('setup was not done after 10 s');
  expect(row).toMatchObject({ file: 'victim/plugin.ts', line: 3 });
  await until(stage, 'neighbour', { state: 'running' });
  expect((await ada.slash('/neighbour')).text).toContain('still here');
  expect((await ada.slash('/victim')).text).toContain('it works');
});

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
