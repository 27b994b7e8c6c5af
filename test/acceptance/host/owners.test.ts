import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { commandFile, type Files, ownerIn, simplePlugin, until } from './third-party.ts';

/** What the bot's owners do with `/plugins`. The tests follow each other. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let olga: Member;

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      await stage.plugins.write('tool', simplePlugin('tool', "'generation ' + plugin.host.generation"));
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  olga = ownerIn(stage, guild);
  await ada.until(() => ada.commands().includes('/features enable'));
  await ada.slash('/features enable', { feature: 'tool' });
  await ada.until(() => ada.commands().includes('/tool'));
});
afterAll(() => stage?.stop());

test.each(['reload', 'load', 'unload', 'disable', 'enable'])(
  '/plugins %s is refused for who does not own the bot',
  async (what) => {
    const before = await stage.bot.plugin('tool');
    expect((await ada.slash(`/plugins ${what}`, { plugin: 'tool' })).text).toContain(
      'Only the owners of this bot',
    );
    expect((await ada.slash('/plugins list')).text).toContain('Only the owners of this bot');
    expect(await stage.bot.plugin('tool')).toEqual(before);
  },
);

test('the name of a plugin is offered to owners, and to nobody else', async () => {
  const offered = async (person: Member) =>
    (await person.autocomplete('/plugins reload', { plugin: 't' })).choices.map(({ value }) => value);
  expect(await offered(olga)).toEqual(['tool']);
  expect(await offered(ada)).toEqual([]);
});

test('/plugins reload loads the files again, also when nothing changed', async () => {
  const reply = await olga.slash('/plugins reload', { plugin: 'tool' });
  expect(reply.ephemeral).toBe(true);
  expect(reply.text).toContain('running · load 2');
  expect((await ada.slash('/tool')).text).toContain('generation 2');
  expect((await olga.slash('/plugins reload', { plugin: 'nothing' })).text).toContain(
    'There is no plugin called',
  );
});

test('/plugins unload takes it out, also for a restart; an edit does not bring it back, /plugins load does', async () => {
  const said = await ada.slash('/tool');
  expect((await olga.slash('/plugins unload', { plugin: 'tool' })).text).toContain('unloaded');
  await ada.until(() => !ada.commands().includes('/tool'));
  expect((await ada.click('Press tool', { on: said })).text).toContain('not here any more');

  await stage.bot.stop();
  await stage.bot.start();
  expect(await stage.bot.plugin('tool')).toMatchObject({ state: 'unloaded', generation: 0 });
  await stage.plugins.write('tool', commandFile('tool', 'tool', "'edited ' + plugin.host.generation"));
  await stage.plugins.write('other', simplePlugin('other'));
  await until(stage, 'other', { state: 'running' });
  expect(await stage.bot.plugin('tool')).toMatchObject({ state: 'unloaded', generation: 0 });
  expect(ada.commands()).not.toContain('/tool');

  expect((await olga.slash('/plugins load', { plugin: 'tool' })).text).toContain('running');
  await ada.until(() => ada.commands().includes('/tool'));
  expect((await ada.slash('/tool')).text).toContain('edited 1');
  expect((await ada.click('Press tool', { on: said })).text).toContain('pressed');
});

test('/plugins disable takes it away everywhere, also for a restart; /plugins enable gives it back', async () => {
  const said = await ada.slash('/tool');
  expect((await olga.slash('/plugins disable', { plugin: 'tool' })).text).toContain('off in every server');
  await ada.until(() => !ada.commands().includes('/tool'));
  expect((await ada.click('Press tool', { on: said })).text).toContain('is taking a short break');
  expect((await ada.slash('/features list')).shows('Tool')).toBe(false);

  await stage.bot.kill9();
  await stage.bot.start();
  expect(await stage.bot.plugin('tool')).toMatchObject({ state: 'disabled', generation: 1 });
  await stage.plugins.write('tool', commandFile('tool', 'tool', "'edited twice'"));
  await until(stage, 'tool', { state: 'disabled', generation: 2 });
  expect(ada.commands()).not.toContain('/tool');

  expect((await olga.slash('/plugins enable', { plugin: 'tool' })).text).toContain('running');
  await ada.until(() => ada.commands().includes('/tool'));
  expect((await ada.slash('/tool')).text).toContain('edited twice');
  expect((await ada.click('Press tool', { on: said })).text).toContain('pressed');
});

test('a plugin that was taken out and whose folder went is unknown; a new folder of that name stays out', async () => {
  await olga.slash('/plugins unload', { plugin: 'tool' });
  await stage.plugins.remove('tool');
  await until(stage, 'tool', undefined);
  expect((await olga.slash('/plugins load', { plugin: 'tool' })).text).toContain('There is no plugin called');
  await stage.plugins.write('tool', simplePlugin('tool', "'back'"));
  expect(await until(stage, 'tool', { state: 'unloaded' })).toMatchObject({ generation: 0 });
  expect((await olga.slash('/plugins load', { plugin: 'tool' })).text).toContain('running');
});

test('a task of no server that failed for good is in /plugins list, and is tried again from there', async () => {
  const job = (body: string): Files => ({
    'scheduled-tasks/toil.ts': `import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';
export class Toil extends ScheduledTask {
  override async run(): Promise<void> {
    ${body}
  }
}
`,
  });
  await stage.plugins.write('worker', {
    ...simplePlugin('worker', "'added'", {
      setup: "void host.database.transaction((em) => host.jobs.add(em, 'toil', {}, { key: 'toil' }));",
    }),
    ...job("void plugin; throw new Error('the tool is blunt');"),
  });
  await until(stage, 'worker', { state: 'running' });
  expect((await olga.slash('/plugins list')).text).not.toContain('belongs to no server');
  await olga.until(async () => {
    stage.clock.advance(10 * 60_000);
    return (await stage.bot.status()).jobs.parked === 1;
  });

  const list = await olga.slash('/plugins list');
  expect(list.shows('1 task that belongs to no server failed again and again')).toBe(true);
  expect(list.shows('worker (1). What went wrong: Error: the tool is blunt')).toBe(true);

  await stage.plugins.write('worker', {
    ...simplePlugin('worker'),
    ...job("plugin.host.logger.info('sharp again');"),
  });
  await until(stage, 'worker', { generation: 2 });
  await olga.click('Try again', { on: list });
  expect(list.shows('1 task is tried again.')).toBe(true);
  expect(list.shows('belongs to no server')).toBe(false);
  await stage.bot.until('sharp again');
});
