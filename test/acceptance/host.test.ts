import type { Member, Reply, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';
import { buttonFile, commandFile, menuRequests, simplePlugin, until } from './host/third-party.ts';

/**
 * The life of a plugin that somebody else wrote, in one bot that runs all the time: dropped in, edited, removed, put
 * back. The tests follow each other.
 */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let first: Reply;

const counting = `plugin.host.database.transaction(async (em) => {
  const row = (await em.findOne(Count, { guild: interaction.guildId })) ?? em.create(Count, { guild: interaction.guildId, value: 0 });
  row.value += 1;
  return 'count ' + row.value;
})`;

/** The same plugin with a table, in which `/hello` counts. */
const counter = {
  ...simplePlugin('hello', "'one'", {
    head: "import { Count } from './count.ts';",
    declares: 'entities: [Count],',
  }),
  'count.ts': `import { defineEntity, p } from '@mikro-orm/core';
export const Count = defineEntity({
  name: 'Count',
  properties: { guild: p.string().length(20).primary(), value: p.integer() },
});
`,
  'commands/hello.ts': `import { Count } from '../count.ts';
${commandFile('hello', 'hello', counting)['commands/hello.ts']}`,
};

beforeAll(async () => {
  stage = await startStage({ before: (stage) => void stage.guild('Test', { owner: 'ada' }) });
  guild = stage.guild('Test');
  ada = guild.owner;
  await ada.until(() => ada.commands().includes('/features list'));
});
afterAll(() => stage?.stop());

test('a folder that is dropped in is loaded and offered in /features', async () => {
  await stage.plugins.write('hello', simplePlugin('hello'));
  await until(stage, 'hello', { state: 'running', generation: 1 });
  expect((await ada.slash('/features list')).shows('Hello')).toBe(true);
  expect(ada.commands()).not.toContain('/hello');
});

test('switched on, its command is in the menu and answers', async () => {
  await ada.slash('/features enable', { feature: 'hello' });
  await ada.until(() => ada.commands().includes('/hello'));
  first = await ada.slash('/hello');
  expect(first.text).toContain('one');
  expect((await ada.click('Press hello', { on: first })).text).toContain('pressed one');
});

test('an edited file answers, and the button of before is answered by the new code', async () => {
  const requests = menuRequests(stage);
  await stage.plugins.edit('hello/commands/hello.ts', "'one'", "'two'");
  await until(stage, 'hello', { state: 'running', generation: 2 });
  expect((await ada.slash('/hello')).text).toContain('two');

  await stage.plugins.write('hello', buttonFile("'pressed two'"));
  await until(stage, 'hello', { state: 'running', generation: 3 });
  expect((await ada.click('Press hello', { on: first })).text).toContain('pressed two');
  expect(requests()).toBe(0);
});

test('files saved without a change make no new generation, and neither do notes and drafts beside them', async () => {
  await stage.plugins.write('hello', {
    ...buttonFile("'pressed two'"),
    'NOTES.md': 'a',
    'test/a.test.ts': 'nonsense(',
  });
  await stage.plugins.write('hello', commandFile('hello', 'hello', "'three'"));
  await until(stage, 'hello', { state: 'running', generation: 4 });
  expect((await ada.slash('/hello')).text).toContain('three');
});

test('a command that is on its way in while its plugin is edited is answered', async () => {
  await stage.plugins.write('hello', {
    'preconditions/Wait.ts': `import { Precondition } from '@sapphire/framework';
export class Wait extends Precondition {
  override async chatInputRun() {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return this.ok();
  }
}
`,
    'commands/hello.ts': (await stage.plugins.read('hello/commands/hello.ts')).replace(
      'export class AnyCommand extends Command {',
      `export class AnyCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { preconditions: ['Wait' as never] });
  }
`,
    ),
  });
  const { generation } = await until(stage, 'hello', { state: 'running', generation: 5 });
  const asked = ada.slash('/hello');
  await stage.plugins.edit('hello/commands/hello.ts', "'three'", "'four'");
  await until(stage, 'hello', { state: 'running', generation: generation + 1 });
  expect((await asked).text).toContain('three');
  expect((await ada.slash('/hello')).text).toContain('four');

  await stage.plugins.remove('hello/preconditions');
  await stage.plugins.write('hello', commandFile('hello', 'hello', "'three'"));
  await until(stage, 'hello', { state: 'running' });
});

test('a piece that is added and one that is renamed reach the menu', async () => {
  await stage.plugins.write('hello', commandFile('hello', 'second', "'the second'"));
  await ada.until(() => ada.commands().includes('/second'));
  expect((await ada.slash('/second')).text).toContain('the second');
  await stage.plugins.remove('hello/commands/second.ts');
  await ada.until(() => !ada.commands().includes('/second'));
  expect((await ada.slash('/hello')).text).toContain('three');
});

test('a folder that is removed is unloaded: its command goes, its memory is given back, its tables stay', async () => {
  await stage.plugins.write('hello', counter);
  await ada.until(async () => (await ada.slash('/hello')).text.includes('count'));
  const said = await ada.slash('/hello');

  await stage.plugins.remove('hello');
  await until(stage, 'hello', undefined);
  await ada.until(() => !ada.commands().includes('/hello'));
  expect((await ada.click('Press hello', { on: said })).text).toContain('not here any more');
  expect(await stage.database.tables()).toContain('hello__count');
  expect(await stage.database.rows('select guild from hello__count')).toEqual([{ guild: guild.id }]);
  await stage.bot.until('the memory of hello was given back');
  expect((await ada.slash('/features list')).shows('Hello')).toBe(false);
});

test('put back, it is on where it was on, and its data is there again', async () => {
  const [{ value }] = (await stage.database.rows<{ value: number }>('select value from hello__count')) as [
    { value: number },
  ];
  await stage.plugins.write('hello', counter);
  await ada.until(() => ada.commands().includes('/hello'));
  expect((await ada.slash('/hello')).text).toContain(`count ${value + 1}`);
});

test('a folder that is copied slowly, file by file, runs when all of it is there', async () => {
  const files = Object.entries(simplePlugin('slow', "'at last'", { head: "import './needed.ts';" }));
  for (const [path, content] of [...files.reverse(), ['needed.ts', 'export {};'] as const]) {
    await stage.plugins.write('slow', { [path]: content });
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  await until(stage, 'slow', { state: 'running' });
  await ada.slash('/features enable', { feature: 'slow' });
  await ada.until(() => ada.commands().includes('/slow'));
  expect((await ada.slash('/slow')).text).toContain('at last');
});
