import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { type Files, menuRequests, pluginFiles, simplePlugin, until } from './third-party.ts';

/** Plugins that need each other's services come, change and go. The tests follow each other. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;

/** Provides a service that tells which generation it is of, and fails when that one is over. */
const well = (water: string): Files =>
  pluginFiles('well', {
    declares: "provides: ['water'],",
    setup: `let open = true;
    host.scope.use('water', () => { open = false; });
    host.provide('water', { draw: async (wait = 0) => {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (!open) throw new Error('the well is dry');
      return '${water}';
    } });`,
  });

/** Needs it, and keeps it from `setup` on, as careless plugins do. */
const garden: Files = simplePlugin('garden', "'grows with ' + (await (plugin.parts as any).draw(50))", {
  declares: "uses: { required: ['water'], optional: ['sun'] },",
  setup: "return host.use('water');",
});

const meadow: Files = simplePlugin(
  'meadow',
  "'sun: ' + String(plugin.host.use('sun')) + ', here: ' + String(await plugin.host.useIn(interaction.guildId, 'sun'))",
  {
    declares: "uses: { optional: ['sun'] },",
  },
);

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      await stage.plugins.write('garden', garden);
      await stage.plugins.write('meadow', meadow);
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  await ada.until(() => ada.commands().includes('/features enable'));
  for (const feature of ['garden', 'meadow']) {
    await ada.slash('/features enable', { feature });
  }
});
afterAll(() => stage?.stop());

test('a plugin waits for the service that it needs, says so, and runs when the provider comes', async () => {
  const row = await until(stage, 'garden', { state: 'waiting', generation: 0 });
  expect(row.reason).toBe('needs water');
  await stage.bot.until('garden needs water, and waits for it');
  expect(ada.commands()).not.toContain('/garden');

  await stage.plugins.write('well', well('rain'));
  await until(stage, 'garden', { state: 'running' });
  await ada.until(() => ada.commands().includes('/garden'));
  expect((await ada.slash('/garden')).text).toContain('grows with rain');
});

test('a service that is merely welcome is undefined while nobody provides it, or where its feature is off', async () => {
  await ada.until(() => ada.commands().includes('/meadow'));
  expect((await ada.slash('/meadow')).text).toContain('sun: undefined');
  await stage.plugins.write(
    'sky',
    pluginFiles('sky', { declares: "provides: ['sun'],", setup: "host.provide('sun', 'bright');" }),
  );
  await until(stage, 'sky', { state: 'running' });
  expect((await ada.slash('/meadow')).text).toContain('sun: bright, here: undefined');
  await ada.slash('/features enable', { feature: 'sky' });
  expect((await ada.slash('/meadow')).text).toContain('sun: bright, here: bright');
  await stage.plugins.remove('sky');
  await until(stage, 'sky', undefined);
  expect((await ada.slash('/meadow')).text).toContain('sun: undefined');
});

test('while a provider is swapped, no interaction of a dependent fails, and it ends with the new service', async () => {
  const requests = menuRequests(stage);
  const said: string[] = [];
  for (const water of ['dew', 'snow', 'hail']) {
    await stage.plugins.write('well', well(water));
    for (let arrived = false; !arrived; ) {
      const replies = await Promise.all([ada.slash('/garden'), ada.slash('/garden')]);
      said.push(...replies.map(({ text }) => text));
      arrived = replies.every(({ text }) => text.includes(water));
    }
  }
  expect(said.filter((text) => !/grows with (rain|dew|snow|hail)/.test(text))).toEqual([]);
  expect(requests()).toBe(0);
});

test('a provider that is removed lets the dependent pause politely; back again, it goes on', async () => {
  await stage.plugins.remove('well');
  expect(await until(stage, 'garden', { state: 'waiting' })).toMatchObject({ reason: 'needs water' });
  expect((await ada.slash('/garden')).text).toContain('**Garden** is taking a short break');
  expect((await ada.click('Press garden')).text).toContain('**Garden** is taking a short break');

  await stage.plugins.write('well', well('mist'));
  await until(stage, 'garden', { state: 'running' });
  expect((await ada.slash('/garden')).text).toContain('grows with mist');
});

test('a dependent that is broken while its provider is away comes back as it was', async () => {
  await stage.plugins.remove('well');
  await until(stage, 'garden', { state: 'waiting' });
  await stage.plugins.edit('garden/plugin.ts', 'setup: async', 'setup async');
  await until(stage, 'garden', { state: 'waiting', file: 'garden/plugin.ts' });
  await stage.plugins.write('well', well('fog'));
  await until(stage, 'garden', { state: 'failed' });
  expect((await ada.slash('/garden')).text).toContain('grows with fog');
  await stage.plugins.write('garden', garden);
  await until(stage, 'garden', { state: 'running' });
});

test('a provider that is broken keeps providing', async () => {
  await stage.plugins.edit('well/plugin.ts', 'let open = true;', "throw new Error('no more');");
  await until(stage, 'well', { state: 'failed' });
  expect((await ada.slash('/garden')).text).toContain('grows with fog');
  await stage.plugins.write('well', well('fog'));
  await until(stage, 'well', { state: 'running' });
});

test('two providers of one service: the second is refused, and takes over when the first goes', async () => {
  await stage.plugins.write(
    'tap',
    pluginFiles('tap', {
      declares: "provides: ['water'],",
      setup: "host.provide('water', { draw: async () => 'pipes' });",
    }),
  );
  const row = await until(stage, 'tap', { state: 'failed', generation: 0 });
  expect(row.reason).toBe('the service "water" is provided by the plugin well already');
  expect(row).toMatchObject({ file: 'tap/plugin.ts', line: 6 });
  expect((await ada.slash('/garden')).text).toContain('grows with fog');

  await stage.plugins.remove('well');
  await until(stage, 'tap', { state: 'running' });
  await until(stage, 'garden', { state: 'running' });
  expect((await ada.slash('/garden')).text).toContain('grows with pipes');
});

test('plugins that need each other are told the way round, and run when the circle is cut', async () => {
  const link = (name: string, needs: string) =>
    pluginFiles(name, {
      declares: `provides: ['${name}'], uses: { required: ['${needs}'] },`,
      setup: `host.provide('${name}', 1);`,
    });
  await stage.plugins.write('egg', link('egg', 'hen'));
  await until(stage, 'egg', { state: 'waiting' });
  await stage.plugins.write('chick', link('chick', 'egg'));
  await stage.plugins.write('hen', link('hen', 'chick'));
  for (const [name, path] of [
    ['hen', 'hen -> chick -> egg -> hen'],
    ['egg', 'egg -> hen -> chick -> egg'],
    ['chick', 'chick -> egg -> hen -> chick'],
  ] as const) {
    const row = await until(stage, name, { state: 'failed' });
    expect(row.reason).toBe(`these plugins need each other: ${path}`);
    expect(row).toMatchObject({ file: `${name}/plugin.ts`, line: 6 });
  }
  await stage.plugins.write(
    'hen',
    pluginFiles('hen', { declares: "provides: ['hen'],", setup: "host.provide('hen', 1);" }),
  );
  for (const name of ['hen', 'egg', 'chick']) {
    expect(await until(stage, name, { state: 'running' })).not.toHaveProperty('reason');
  }
});
