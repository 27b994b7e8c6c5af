import type { EntityName } from '@mikro-orm/core';
import { describe, expect } from 'vitest';
import { HostAudit, HostCommandSet, HostFeature, HostGuild, HostSettings } from '../../data/host-tables.ts';
import { HostJob } from '../../jobs/job-table.ts';
import { FeatureControl } from '../feature-control.ts';
import { type DataHolder, type DataHolders, dataHolders } from '../holders.ts';
import { Retention } from '../retention.ts';
import { ada, guild, onEveryDatabase, otherGuild, type World } from './world.ts';

const days = (count: number) => count * 24 * 60 * 60_000;

const retention = (world: World, forgotten: string[] = [], holders?: DataHolders) =>
  new Retention({
    database: world.database,
    clock: world.clock,
    days: 30,
    auditDays: 730,
    holders: () => holders ?? dataHolders({ records: () => world.records }),
    onForgotten: (guild) => forgotten.push(guild),
    logger: world.logger,
  });

const tables = [
  HostGuild,
  HostFeature,
  HostSettings,
  HostCommandSet,
  HostAudit,
  HostJob,
] as EntityName<object>[];

/** A guild with something in every table of the host. */
async function settle(world: World, id: string, feature = 'notes'): Promise<void> {
  await retention(world).joined(id);
  const { database, switches, files } = world;
  await new FeatureControl({
    database,
    switches,
    records: () => world.records,
    files,
    audit: world.audit('guildhall'),
    onSwitched: () => {},
  }).set(id, feature, true, ada);
  await world.settings.write(id, 'guildhall', { prefix: '?' }, ada);
  await database.read().insert(HostCommandSet, { guild: id, hash: 'h' });
}

const left = async (world: World, id: string) => {
  const [row] = await world.rows(HostGuild, { guild: id });
  return row?.leftAt ?? undefined;
};

describe('retention', () => {
  onEveryDatabase((test) => {
    test('a guild that the bot left is erased when its time is over, everywhere, and no other', async (world) => {
      const notes = await world.notePlugin('notes');
      const paused = await world.notePlugin('paused');
      paused.record.state = 'disabled';
      for (const id of [guild, otherGuild]) {
        await settle(world, id);
        await notes.note(id, ada, `note ${id}`);
        await paused.note(id, ada, `note ${id}`);
      }
      const before = await world.rowsOf(otherGuild, tables);
      const forgotten: string[] = [];
      await retention(world).left(guild);

      world.advance(days(30) - 1);
      await retention(world, forgotten).forgetGuilds();
      expect(await notes.notes()).toHaveLength(2);

      world.advance(1);
      await retention(world, forgotten).forgetGuilds();

      expect(await notes.notes()).toEqual([`note ${otherGuild}`]);
      expect(await paused.notes()).toEqual([`note ${otherGuild}`]);
      expect(await world.rowsOf(guild, tables)).toBe(0);
      expect(await world.rowsOf(otherGuild, tables)).toBe(before);
      expect(forgotten).toEqual([guild]);
    });

    test('the menu of a guild that the bot left is forgotten at once: it is sent again when the bot comes back', async (world) => {
      await world.notePlugin('notes');
      await settle(world, guild);
      await settle(world, otherGuild);
      await retention(world).left(guild);

      expect((await world.rows(HostCommandSet)).map((row) => row.guild)).toEqual([otherGuild]);
    });

    test('the audit log forgets what is two years old, in every guild, and nothing younger', async (world) => {
      const write = (id: string, action: string) =>
        world.database.transaction((em) => world.audit('notes').write(em, { guild: id, actor: ada, action }));
      await write(guild, 'first');
      await write('', 'second');
      world.advance(days(1));
      await write(otherGuild, 'third');
      world.advance(days(728.5));
      await retention(world).forgetAudit();
      expect(await world.rows(HostAudit)).toHaveLength(3);

      world.advance(days(0.5));
      await retention(world).forgetAudit();
      expect(await world.rows(HostAudit)).toMatchObject([{ guild: otherGuild, action: 'notes.third' }]);
    });

    test('a guild that comes back keeps everything', async (world) => {
      const notes = await world.notePlugin('notes');
      await settle(world, guild);
      await notes.note(guild, ada, 'kept');
      await retention(world).left(guild);
      world.advance(days(29));
      await retention(world).joined(guild);

      world.advance(days(29));
      await retention(world).forgetGuilds();

      expect(await notes.notes()).toEqual(['kept']);
      expect(await left(world, guild)).toBeUndefined();
    });

    test('a start finds out which guilds the bot was taken out of while it was away, and which took it back', async (world) => {
      await retention(world).ready(() => [guild, otherGuild]);
      await retention(world).ready(() => [guild]);
      expect(await left(world, guild)).toBeUndefined();
      expect(await left(world, otherGuild)).toEqual(world.now);

      const since = world.now;
      world.advance(days(1));
      await retention(world).ready(() => [guild]);
      expect(await left(world, otherGuild)).toEqual(since);

      await retention(world).ready(() => [guild, otherGuild]);
      expect(await left(world, otherGuild)).toBeUndefined();
    });

    test('a guild that takes the bot back while a start looks at the others is not one it was taken out of', async (world) => {
      await retention(world).ready(() => [guild, otherGuild]);
      let asked = 0;
      await retention(world).ready(() => ((asked += 1) === 1 ? [guild] : [guild, otherGuild]));
      expect(await left(world, otherGuild)).toBeUndefined();
    });

    test('a guild that takes the bot back while others are erased stays as it is', async (world) => {
      const notes = await world.notePlugin('notes');
      for (const id of [guild, otherGuild]) {
        await settle(world, id);
        await notes.note(id, ada, `note ${id}`);
        await retention(world).left(id);
      }
      const before = await world.rowsOf(otherGuild, tables);
      world.advance(days(31));
      const [holder] = dataHolders({ records: () => world.records }).here;
      const erased: string[] = [];
      const slow: DataHolder = {
        ...holder!,
        forgetGuild: async (id) => {
          erased.push(id);
          await holder!.forgetGuild(id);
          await retention(world).joined(id === guild ? otherGuild : guild);
        },
      };
      await retention(world, [], { here: [slow], away: [] }).forgetGuilds();

      expect(erased).toHaveLength(1);
      const stays = erased[0] === guild ? otherGuild : guild;
      expect(await notes.notes()).toEqual([`note ${stays}`]);
      expect(await world.rowsOf(erased[0]!, tables)).toBe(0);
      expect(await world.rowsOf(stays, tables)).toBe(before);
    });

    test('while a plugin that may hold data is away, the guild is kept for the next round, and the log says so', async (world) => {
      const notes = await world.notePlugin('notes');
      const other = await world.notePlugin('other');
      await settle(world, guild);
      await notes.note(guild, ada, 'note');
      await other.note(guild, ada, 'other');
      await retention(world).left(guild);
      world.advance(days(31));
      // Its folder is gone, so nothing is known of it but that it was on here.
      world.records.splice(world.records.indexOf(notes.record), 1);

      await retention(world).forgetGuilds();

      expect(await other.notes()).toEqual([]);
      expect(await left(world, guild)).toBeDefined();
      expect(world.lines.at(-1)).toMatchObject({ facts: { guild, missing: ['notes'] } });

      world.records.push(notes.record);
      await retention(world).forgetGuilds();
      expect(await notes.notes()).toEqual([]);
      expect(await world.rowsOf(guild, tables)).toBe(0);
    });

    test('a plugin that fails to forget is asked again, and the others forget at once', async (world) => {
      let broken = true;
      await world.notePlugin('broken', {
        forgetGuild: async () => {
          if (broken) {
            throw new Error('out of order');
          }
        },
      });
      const notes = await world.notePlugin('notes');
      await settle(world, guild);
      await notes.note(guild, ada, 'note');
      await retention(world).left(guild);
      world.advance(days(31));

      await retention(world).forgetGuilds();
      expect(await notes.notes()).toEqual([]);
      expect(await left(world, guild)).toBeDefined();

      broken = false;
      await retention(world).forgetGuilds();
      expect(await world.rowsOf(guild, tables)).toBe(0);
    });
  });
});
