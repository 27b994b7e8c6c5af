import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { BotProcess } from '../stage/bot-process.ts';
import { type Stage, startStage } from '../stage/stage.ts';
import { type DatabaseKind, noPostgres } from '../stage/stage-database.ts';
import { firstTable, migrationFile, type ShopPlan, shopFiles } from './data/shop-plugin.ts';

/** What becomes of tables and of what is in them, through the real process, on both databases. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;

afterEach(() => stage?.stop());

const day = 24 * 60 * 60_000;
const folderOf = (database: DatabaseKind) =>
  `migrations/${database === 'postgres' ? 'postgresql' : 'sqlite'}`;

/** Starts the bot with shops in it that are on in the guild. */
async function open(database: DatabaseKind, skip: (why: string) => never, ...plans: Partial<ShopPlan>[]) {
  const missing = database === 'postgres' && (await noPostgres());
  if (missing) {
    skip(missing);
  }
  const names = plans.map(({ name = 'shop' }) => name);
  stage = await startStage({
    database,
    before: async (stage) => {
      for (const plan of plans) {
        await stage.plugins.write(plan.name ?? 'shop', shopFiles({ ...plan, database }));
      }
      const { id } = stage.guild('Test', { owner: 'ada', channels: ['general'] });
      const features = Object.fromEntries(names.map((name) => [name, true]));
      await stage.writeConfig(`guilds/${id}.json`, { features });
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  await ada.until(() => names.every((name) => ada.commands().includes(`/${name}`)));
}

const note = async (text: string, who = ada, name = 'shop') => (await who.slash(`/${name}`, { text })).text;
const notes = async (name = 'shop') =>
  (await stage.database.rows<{ text: string }>(`select text from ${name}__note order by text`)).map(
    ({ text }) => text,
  );

/** Waits until a plugin's newest files were taken or refused. */
async function taken(state: string, name = 'shop', since = 0) {
  await guild.until(async () => {
    const plugin = await stage.bot.plugin(name);
    return plugin?.state === state && plugin.generation >= since;
  });
  return (await stage.bot.plugin(name))!;
}

const ran = async (name = 'shop') =>
  (await stage.database.rows<{ name: string }>(`select name from ${name}__migrations order by id`)).map(
    ({ name }) => name,
  );

/** Whether a table has a column. */
const has = (column: string, table = 'shop__note') =>
  stage.database.rows(`select ${column} from ${table}`).then(
    () => true,
    () => false,
  );

describe.each(['sqlite', 'postgres'] as const)('on %s', (database) => {
  const migrations = {
    '0001-notes': [firstTable()],
    '0002-price': ['alter table shop__note add column price int null'],
  };

  test('migrations run once and in order, at the start and when a file is saved', async ({ skip }) => {
    await open(database, skip, { migrations });
    expect(await ran()).toEqual(['0001-notes', '0002-price']);
    await note('before');
    await stage.bot.stop();
    await stage.bot.start();
    expect(await ran()).toEqual(['0001-notes', '0002-price']);

    // A migration that comes with the files that need it.
    await stage.plugins.write('shop', {
      [`${folderOf(database)}/0003-color.ts`]: migrationFile([
        'alter table shop__note add column color varchar(255) null',
      ]),
    });
    await stage.plugins.edit(
      'shop/entities/note.ts',
      'text: p.string()',
      'text: p.string(), color: p.string().nullable()',
    );
    await guild.until(async () => (await ran()).length === 3);
    await taken('running', 'shop', 2);
    expect(await note('after')).toContain('noted by generation');
    expect(await notes()).toEqual(['after', 'before']);
    expect(await has('color')).toBe(true);
    expect(await stage.database.tables()).toEqual(
      expect.arrayContaining(['host__migrations', 'shop__migrations']),
    );
  });

  test('when a migration fails, none that came with it happened, and the old generation serves on', async ({
    skip,
  }) => {
    await open(database, skip, { migrations });
    await note('before');
    const folder = folderOf(database);
    await stage.plugins.write('shop', {
      [`${folder}/0003-fine.ts`]: migrationFile(['create table shop__extra (id int)']),
      [`${folder}/0004-broken.ts`]: migrationFile([
        'update shop__note set text = 1',
        'alter table shop__none add column x int',
      ]),
    });
    const failed = await taken('failed');
    expect(failed).toMatchObject({ generation: 1, file: `shop/${folder}/0004-broken.ts` });
    expect(failed.reason).toContain('shop__none');

    expect(await stage.database.tables()).not.toContain('shop__extra');
    expect(await ran()).toEqual(['0001-notes', '0002-price']);
    expect(await note('on')).toBe('noted by generation 1');
    expect(await notes()).toEqual(['before', 'on']);

    await stage.plugins.write('shop', {
      [`${folder}/0004-broken.ts`]: migrationFile(['update shop__note set price = 1']),
    });
    await taken('running', 'shop', 2);
    expect(await ran()).toEqual(['0001-notes', '0002-price', '0003-fine', '0004-broken']);
  });

  test('without migrations tables follow the entities, nothing is dropped, and the log says so', async ({
    skip,
  }) => {
    await open(database, skip, {}, { name: 'stock' });
    await note('first');
    await note('theirs', ada, 'stock');
    const others = async () => (await stage.database.tables()).filter((table) => !table.startsWith('shop__'));
    const before = await others();
    await stage.bot.until('changed the tables of shop to fit its entities');

    await stage.plugins.edit(
      'shop/entities/note.ts',
      'text: p.string()',
      'text: p.string(), color: p.string().nullable()',
    );
    await taken('running', 'shop', 2);
    expect(await has('color')).toBe(true);

    await stage.plugins.edit('shop/entities/note.ts', ', color: p.string().nullable()', '');
    await taken('running', 'shop', 3);
    const warned = await stage.bot.until('the entities of shop do not have these columns any more');
    expect(warned.fields.kept).toEqual(['shop__note.color']);
    expect(await has('color')).toBe(true);

    await stage.plugins.edit(
      'shop/entities/note.ts',
      'text: p.string()',
      'text: p.string(), size: p.integer()',
    );
    expect((await taken('failed')).reason).toContain(
      'shop__note.size is new, and the rows that are there have no value for it: give the field a default',
    );

    await stage.plugins.edit(
      'shop/entities/note.ts',
      'text: p.string(), size: p.integer()',
      'words: p.string().default("")',
    );
    const left = 'shop__note.text is not in the entities any more';
    await stage.guild('Test').until(async () => (await stage.bot.plugin('shop'))?.reason?.includes(left));
    const failed = await taken('failed');
    expect(failed.reason).toContain('shop__note.text is not in the entities any more');
    expect(await note('still')).toBe('noted by generation 3');
    expect(await notes()).toEqual(['first', 'still']);

    expect(await others()).toEqual(before);
    expect(await notes('stock')).toEqual(['theirs']);
  });

  test('a plugin that is taken out and comes back finds its rows', async ({ skip }) => {
    await open(database, skip, {});
    await note('kept');
    const files = await stage.plugins.read('shop/plugin.ts');
    await stage.plugins.remove('shop/plugin.ts');
    await ada.until(() => !ada.commands().includes('/shop'));
    expect(await stage.bot.plugin('shop')).toBeUndefined();
    expect(await notes()).toEqual(['kept']);
    await stage.plugins.write('shop', { 'plugin.ts': files });
    await ada.until(() => ada.commands().includes('/shop'));
    expect(await note('more')).toBe('noted by generation 2');
    expect(await notes()).toEqual(['kept', 'more']);
  });

  test('a person gets what is held of them as a file, and has it removed after being asked', async ({
    skip,
  }) => {
    await open(database, skip, {}, { name: 'stock' });
    const bob = guild.member('bob');
    await note('mine', bob);
    await note('mine too', bob, 'stock');
    await note('of ada', ada);

    const given = await bob.slash('/privacy export');
    expect(given.ephemeral).toBe(true);
    const [file] = given.message!.attachments;
    const held = await (await fetch(file!.url)).json();
    expect(held).toMatchObject({
      shop: { notes: [{ guild: guild.id, text: 'mine' }] },
      stock: { notes: [{ guild: guild.id, text: 'mine too' }] },
    });
    expect(JSON.stringify(held)).not.toContain('of ada');

    await bob.slash('/privacy erase');
    expect([await notes(), await notes('stock')]).toEqual([['mine', 'of ada'], ['mine too']]);
    const done = await bob.click('Remove my data');
    expect(done.text).toContain('is removed');
    expect([await notes(), await notes('stock')]).toEqual([['of ada'], []]);
    expect((await bob.slash('/privacy export')).text).toContain('nothing stored about you');
  });

  test('what one plugin cannot remove is said, and removed when it can', async ({ skip }) => {
    await open(database, skip, {}, { name: 'stock' });
    await note('mine');
    await note('mine too', ada, 'stock');
    const mark = join(stage.logs, 'shop-is-broken');
    await writeFile(mark, '');
    await ada.slash('/privacy erase');
    const done = await ada.click('Remove my data');
    expect(done.text).toContain('not in: shop');
    expect([await notes(), await notes('stock')]).toEqual([['mine'], []]);

    await rm(mark);
    stage.clock.advance(61 * 60_000);
    await guild.until(async () => (await notes()).length === 0);
    const waiting = () => stage.database.rows(`select id from host__job where name = 'forget-user'`);
    await guild.until(async () => (await waiting()).length === 0);
  });

  test('what a guild had is removed when the bot was away for the retention time, and kept when it came back', async ({
    skip,
  }) => {
    await open(database, skip, {});
    const other = stage.guild('Other', { owner: 'otto', channels: ['general'] });
    const { owner } = other;
    await owner.until(() => owner.commands().includes('/features list'));
    await owner.slash('/features enable', { feature: 'shop' });
    await owner.until(() => owner.commands().includes('/shop'));
    await note('of other', owner);
    await note('of test');
    const left = async () =>
      (
        await stage.database.rows<{ guild: string }>(
          'select guild from host__guild where left_at is not null',
        )
      ).map(({ guild }) => guild);

    other.kick(stage.account);
    await guild.until(async () => (await left()).includes(other.id));
    stage.clock.advance(29 * day);
    other.addBot(stage.account, 'Administrator');
    await guild.until(async () => (await left()).length === 0);
    stage.clock.advance(29 * day);
    await owner.until(() => owner.commands().includes('/shop'));
    await note('again', owner);
    expect(await notes()).toEqual(['again', 'of other', 'of test']);

    other.kick(stage.account);
    await guild.until(async () => (await left()).includes(other.id));
    stage.clock.advance(30 * day + 60 * 60_000);
    await guild.until(async () => (await notes()).length === 1);
    expect(await notes()).toEqual(['of test']);
    await guild.until(
      async () =>
        (await stage.database.rows('select guild from host__feature where guild = ?', other.id)).length === 0,
    );
  });
});

test('two processes that start at the same moment on one PostgreSQL database migrate once', async ({
  skip,
}) => {
  const missing = await noPostgres();
  if (missing) {
    skip(missing);
  }
  await open('postgres', skip, {});
  const { database, plugins } = stage;
  await stage.bot.stop();
  for (const table of (await database.tables()).filter((name) => /^(host|shop)__/.test(name))) {
    await database.rows(`drop table ${table}`);
  }
  await plugins.write(
    'shop',
    shopFiles({ database: 'postgres', migrations: { '0001-notes': [firstTable()] } }),
  );
  const second = new BotProcess(['npm', 'start'], { ...stage.env, LOG_DIR: join(stage.logs, 'second') });
  try {
    stage.bot.spawn();
    second.spawn();
    await Promise.all([stage.bot.ready(), second.ready()]);
    expect(await ran()).toEqual(['0001-notes']);
    expect(await ran('host')).toHaveLength(1);
    for (const bot of [stage.bot, second]) {
      expect(await bot.plugin('shop')).toMatchObject({ state: 'running' });
    }
  } finally {
    await second.kill9();
  }
});
