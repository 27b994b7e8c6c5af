import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { ownerIn, simplePlugin, until } from './third-party.ts';

/** Plugins that throw where nobody looks. The bot lives, says whose fault it was, and does something about it. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let olga: Member;

/** A plugin whose \`setup\` sets something going. */
const withSetup = (name: string, says: string, setup: string) => simplePlugin(name, says, { setup });

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      for (const name of ['calm', 'shaky', 'wild']) {
        await stage.plugins.write(name, simplePlugin(name, `'${name} one'`));
      }
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  olga = ownerIn(stage, guild);
  await ada.until(() => ada.commands().includes('/features enable'));
  for (const feature of ['calm', 'shaky', 'wild']) {
    await ada.slash('/features enable', { feature });
  }
  await ada.until(() => ['/calm', '/shaky', '/wild'].every((command) => ada.commands().includes(command)));
});
afterAll(() => stage?.stop());

test.each([
  ['a timer of the scope', "host.scope.setTimeout('once', () => { throw new Error('from %s'); }, 1);"],
  [
    'an interval of the scope',
    "let n = 0; const off = host.scope.setInterval('often', () => { n += 1; off(); throw new Error('from %s'); }, 1);",
  ],
  ['a timer of Node', "setTimeout(() => { throw new Error('from %s'); }, 1);"],
  ['a promise that nobody looks at', "void Promise.reject(new Error('from %s'));"],
  [
    'an emitter that nobody listens to',
    "setTimeout(() => new (require('node:events').EventEmitter)().emit('error', new Error('from %s')), 1);",
  ],
])('an error in %s: the bot lives, and the log says whose it is', async (what, code) => {
  const { generation } = (await stage.bot.plugin('calm'))!;
  await stage.plugins.write('calm', withSetup('calm', "'calm one'", code.replace('%s', what)));
  const line = await stage.bot.until(({ text, level }) => level >= 50 && text.includes(`from ${what}`));
  expect(line.msg).toMatch(/^calm: /);
  expect(line.fields).toMatchObject({ plugin: 'calm', reference: expect.stringMatching(/^\w{8}$/) });
  await until(stage, 'calm', { state: 'running', generation: generation + 1 });
  expect((await ada.slash('/calm')).text).toContain('calm one');
});

test('a new version that keeps throwing is taken back to the one before, and the owner is told', async () => {
  await stage.plugins.write(
    'shaky',
    withSetup(
      'shaky',
      "'shaky two'",
      "setInterval(() => { host.logger.info('still shaking'); throw new Error('shaken'); }, 20);",
    ),
  );
  const row = await until(stage, 'shaky', { state: 'failed', generation: 3 });
  expect(row.reason).toContain('generation 2 kept failing and was taken back: Error: shaken');
  expect(row).toMatchObject({ file: 'shaky/plugin.ts', line: 8 });
  expect((await ada.slash('/shaky')).text).toContain('shaky one');
  const list = await olga.slash('/plugins list');
  expect(list.text).toContain('the new version failed, the one before goes on');
  expect(list.text).toContain('shaken');

  const dm = await olga.until('went back to the version before', { in: stage.account });
  expect(dm.text).toContain('shaky');
  expect(dm.text).toContain('shaken');
  expect(dm.text).toContain('shaky/plugin.ts:8');
});

test('what the version that was taken back left behind does not harm the one that serves', async () => {
  const shaken = () => stage.bot.logs().filter(({ msg }) => msg === 'still shaking').length;
  const before = shaken();
  await ada.until(() => shaken() > before + 25);
  const told = stage.bot.logs().filter(({ msg }) => msg === 'shaky: an error that nobody caught');
  expect(told).toHaveLength(20);
  expect(await stage.bot.plugin('shaky')).toMatchObject({ state: 'failed', generation: 3 });
  expect((await ada.slash('/shaky')).text).toContain('shaky one');
});

test('a mended file is taken at once', async () => {
  await stage.plugins.write('shaky', simplePlugin('shaky', "'shaky three'"));
  await until(stage, 'shaky', { state: 'running', generation: 4 });
  expect((await ada.slash('/shaky')).text).toContain('shaky three');
});

test('a plugin with nothing to go back to is stopped: it says so, the others go on, the owner is told once', async () => {
  // A load that is no edit leaves nothing to go back to.
  await stage.plugins.remove('wild');
  await until(stage, 'wild', undefined);
  await stage.plugins.write(
    'wild',
    withSetup(
      'wild',
      "'wild two'",
      "host.scope.setInterval('beat', () => { throw new Error('gone wild'); }, 10);",
    ),
  );
  const row = await until(stage, 'wild', { state: 'quarantined' });
  expect(row.reason).toContain('gone wild');
  expect(row).toMatchObject({ file: 'wild/plugin.ts', line: 8 });

  await ada.until(() => ada.commands().includes('/wild'));
  expect((await ada.slash('/wild')).text).toContain('is taking a short break');
  expect((await ada.slash('/calm')).text).toContain('calm one');
  expect((await olga.slash('/plugins list')).text).toContain('stopped after many errors');
  await olga.until('I have stopped it', { in: stage.account });
});

test('saving a mended file brings it back, and breaking it again soon changes the message instead of sending one more', async () => {
  await stage.plugins.write('wild', simplePlugin('wild', "'wild three'"));
  await until(stage, 'wild', { state: 'running' });
  expect((await ada.slash('/wild')).text).toContain('wild three');

  await stage.plugins.write(
    'wild',
    withSetup(
      'wild',
      "'wild four'",
      "host.scope.setInterval('beat', () => { throw new Error('wild again'); }, 10);",
    ),
  );
  await until(stage, 'wild', { state: 'failed' });
  const about = () => olga.dms(stage.account).messages.filter((message) => message.text.includes('wild'));
  await olga.until(() => about().some((message) => message.text.includes('wild again')));
  expect(about()).toHaveLength(1);

  await stage.plugins.write('wild', simplePlugin('wild', "'wild at ' + plugin.host.clock.now().getTime()"));
  await until(stage, 'wild', { state: 'running' });
  stage.clock.advance(11 * 60_000);
  const later = stage.clock.now();
  await ada.until(async () => Number(/at (\d+)/.exec((await ada.slash('/wild')).text)?.[1]) >= later);
  await stage.plugins.write(
    'wild',
    withSetup(
      'wild',
      "'wild six'",
      "host.scope.setInterval('beat', () => { throw new Error('and again'); }, 10);",
    ),
  );
  await olga.until(() => about().length === 2);
});

test('an owner who takes no direct messages is a line in the log', async () => {
  olga.closeDms();
  await stage.plugins.write(
    'calm',
    withSetup('calm', "'calm two'", "setInterval(() => { throw new Error('unheard'); }, 20);"),
  );
  await stage.bot.until('an owner could not be told');
  await until(stage, 'calm', { state: 'failed' });
  expect((await stage.bot.fetch('/ready')).status).toBe(200);
});

test('an error that is nobody’s: after a failed promise the bot goes on, after a throw it ends in order with code 1', async () => {
  // Code without a place, called by Node on its own: nobody can tell that it was a plugin's.
  const hidden = `require('node:diagnostics_channel').subscribe(
      'http.server.request.start',
      new Function('message', \`
        if (message.request.url === '/rejects') void Promise.reject(new Error('unseen by all'));
        if (message.request.url === '/throws') throw new Error('uncaught by all');
      \`),
    );`;
  await stage.plugins.write('wild', withSetup('wild', "'wild seven'", hidden));
  await ada.until(async () => (await ada.slash('/wild')).text.includes('wild seven'));

  await stage.bot.fetch('/rejects');
  const rejected = await stage.bot.until('unseen by all');
  expect(rejected.fields).toMatchObject({ plugin: 'guildhall', reference: expect.stringMatching(/^\w{8}$/) });
  expect((await ada.slash('/calm')).text).toContain('calm one');

  const ended = stage.bot.ended();
  await stage.bot.fetch('/throws').catch(() => {});
  expect(await ended).toEqual({ code: 1, signal: null });
  const thrown = stage.bot
    .logs()
    .find(({ text }) => text.includes('uncaught by all') && text.includes('reference'));
  expect(thrown?.fields).toMatchObject({ plugin: 'guildhall' });
  expect(stage.bot.logs().some(({ msg }) => msg.startsWith('stopping: '))).toBe(true);
  expect(stage.account.online).toBe(false);
});
