import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { type Files, ownerIn, pluginFiles, until } from './third-party.ts';

/** What one plugin tells others, and when they hear it. The tests follow each other. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let olga: Member;

/** `/bakery` tells which loaf was baked. A loaf may be burnt: then the transaction ends with an error. */
const bakery: Files = {
  ...pluginFiles('bakery'),
  'commands/bakery.ts': `import { Refusal } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import plugin from '../plugin.ts';

export class Bakery extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => {
      it.setName('bakery').setDescription('commands.it');
      for (const name of ['loaf', 'event', 'key']) {
        it.addStringOption((option) => option.setName(name).setDescription('commands.it'));
      }
      return it.addBooleanOption((option) => option.setName('burnt').setDescription('commands.it'));
    });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const text = (name: string) => interaction.options.getString(name) ?? undefined;
    const [loaf, event = 'bakery.baked', key] = [text('loaf'), text('event'), text('key')];
    await plugin.host.database.transaction(async (em) => {
      const payload = { guild: interaction.guildId, loaf };
      await plugin.host.events.publish(em, event, payload, key === undefined ? {} : { key });
      if (interaction.options.getBoolean('burnt')) throw new Refusal('burnt');
    }).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
    });
    await interaction.reply('told');
  }
}
`,
};

/** Writes down in the audit log what it hears. A stone is too hard for the first bite. */
const street = (name: string, hears = "hears: ['bakery.baked'],"): Files => ({
  ...pluginFiles(name, { declares: hears, setup: 'return { bites: new Set() };' }),
  'scheduled-tasks/baked.ts': `import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

export class Baked extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'bakery.baked' });
  }

  override async run({ guild, loaf }: { guild: string; loaf: string }): Promise<void> {
    const { bites } = plugin.parts as any;
    if (loaf === 'stone' && !bites.has(loaf)) {
      bites.add(loaf);
      throw Object.assign(new Error('too hard'), { retryAfter: 60_000 });
    }
    const { database, audit } = plugin.host;
    await database.transaction((em) => audit.write(em, { guild, actor: 'automatic', action: 'heard', target: loaf }));
  }
}
`,
});

const bake = (loaf: string, more: Readonly<Record<string, string | boolean>> = {}) =>
  ada.slash('/bakery', { loaf, ...more });
const heard = async (by = 'street') =>
  (
    await stage.database.rows<{ target: string }>(
      'select target from host__audit where action = ? order by at, id',
      `${by}.heard`,
    )
  ).map(({ target }) => target);
/** Those who have still to hear something. */
const waiting = async () => {
  const jobs = "select plugin from host__job where name = 'bakery.baked' order by plugin";
  return (await stage.database.rows<{ plugin: string }>(jobs)).map(({ plugin }) => plugin).join();
};
/** Waits until nobody has to hear anything any more, but these. */
const only = (plugins: string) => ada.until(async () => (await waiting()) === plugins);
/** Waits until `loaf` was heard. @returns all that was heard by then. */
const hears = async (loaf: string, by = 'street') => {
  await ada.until(async () => (await heard(by)).includes(loaf));
  return heard(by);
};

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      await stage.plugins.write('bakery', bakery);
      await stage.plugins.write('street', street('street'));
      await stage.plugins.write('square', street('square'));
      await stage.plugins.write('deaf', street('deaf', ''));
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  olga = ownerIn(stage, guild);
  await ada.until(() => ada.commands().includes('/features enable'));
  for (const feature of ['bakery', 'street', 'square', 'deaf']) {
    await ada.slash('/features enable', { feature });
  }
  await ada.until(() => ada.commands().includes('/bakery'));
});
afterAll(() => stage?.stop());

test('everybody who hears an event is told once, and nobody else', async () => {
  await bake('rye');
  expect(await hears('rye')).toEqual(['rye']);
  expect(await hears('rye', 'square')).toEqual(['rye']);
  await only('');
  expect(await heard('deaf')).toEqual([]);
});

test('what is told in a transaction that is taken back is heard by nobody', async () => {
  expect((await bake('coal', { burnt: true })).text).toBe('told');
  await only('');
  await bake('oat');
  expect(await hears('oat')).toEqual(['rye', 'oat']);
});

test('a plugin that the owner switched off hears it when it is back, also after a crash; of one key the newest', async () => {
  await olga.slash('/plugins disable', { plugin: 'street' });
  await bake('white', { key: 'a' });
  await bake('brown', { key: 'a' });
  await hears('brown', 'square');
  await stage.bot.kill9();
  await stage.bot.start();
  await until(stage, 'street', { state: 'disabled' });
  await only('street');
  await olga.slash('/plugins enable', { plugin: 'street' });
  expect(await hears('brown')).toEqual(['rye', 'oat', 'brown']);
});

test('one whose newest files are broken hears it as it was; one that never ran hears it when it is mended', async () => {
  await stage.plugins.edit('street/plugin.ts', 'return {', "throw new Error('dug up'); return {");
  await until(stage, 'street', { state: 'failed' });
  await stage.plugins.write('lane', {
    ...street('lane'),
    'plugin.ts': String(street('lane')['plugin.ts']).replace(
      'return {',
      "throw new Error('dug up'); return {",
    ),
  });
  await until(stage, 'lane', { state: 'failed', generation: 0 });
  await ada.slash('/features enable', { feature: 'lane' });
  await bake('malt');
  await hears('malt');
  await stage.plugins.write('lane', street('lane'));
  await until(stage, 'lane', { state: 'running' });
  expect(await hears('malt', 'lane')).toEqual(['malt']);
  await stage.plugins.write('street', street('street'));
  await until(stage, 'street', { state: 'running' });
  await bake('corn');
  expect((await hears('corn')).slice(-2)).toEqual(['malt', 'corn']);
});

test('where a feature is off it hears nothing; switched off before its turn, it hears it when it is on again', async () => {
  await ada.slash('/features disable', { feature: 'street' });
  await bake('spelt');
  await hears('spelt', 'square');
  await only('');
  await ada.slash('/features enable', { feature: 'street' });
  await bake('stone');
  const failed = "select plugin from host__job where name = 'bakery.baked' and last_error like '%too hard%'";
  await ada.until(async () => (await stage.database.rows(failed)).length === 3);
  await ada.slash('/features disable', { feature: 'street' });
  stage.sandbox.clock.advance(120_000);
  await hears('stone', 'square');
  await hears('stone', 'lane');
  await only('street');
  await ada.slash('/features enable', { feature: 'street' });
  const all = await hears('stone');
  expect(all.at(-1)).toBe('stone');
  expect(all).not.toContain('spelt');
});

test('one that was taken out does not hear it', async () => {
  await olga.slash('/plugins unload', { plugin: 'street' });
  await bake('seed');
  await hears('seed', 'square');
  await olga.slash('/plugins load', { plugin: 'street' });
  await bake('nut');
  expect((await hears('nut')).slice(-2)).toEqual(['stone', 'nut']);
});

test('a plugin tells its own events only', async () => {
  expect((await bake('rye', { event: 'street.paved' })).text).toContain('something went wrong on our side');
  await stage.bot.until('the events of this plugin are named bakery. and a word');
});

test('a plugin that has no ears for what it says it hears is refused, with the line', async () => {
  await stage.plugins.write('wall', pluginFiles('wall', { declares: "hears: ['bakery.baked']," }));
  const row = await until(stage, 'wall', { state: 'failed', generation: 0 });
  expect(row.reason).toBe('hears "bakery.baked", and no piece in scheduled-tasks/ has this name');
  expect(row).toMatchObject({ file: 'wall/plugin.ts', line: 6 });
});
