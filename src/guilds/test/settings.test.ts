import { describe, expect } from 'vitest';
import { z } from 'zod';
import { hostName } from '../../admin/admin-host.ts';
import { HostAudit, HostSettings } from '../../data/host-tables.ts';
import type { SettingsSchema } from '../../sdk/settings.ts';
import { setting } from '../../sdk/settings.ts';
import { ada, bob, guild, onEveryDatabase, otherGuild, type World } from './world.ts';

const settings = z.object({
  pads: setting.number({ default: 9, min: 1, max: 25 }),
  open: setting.toggle({ default: false }),
  greeting: setting.text({ default: 'Hi', max: 10 }),
});

/** The plugin is saved with another schema. */
const swapSchema = (world: World, schema: SettingsSchema) => {
  world.records[0]!.generation = {
    ...world.records[0]!.generation!,
    definition: { name: 'pads', settings: schema },
  } as never;
};

describe('settings', () => {
  onEveryDatabase((test) => {
    test('the schema, the default file, the administrators and the guild’s file decide, each over the one before', async (world) => {
      world.plugin('pads', { settings });
      const values = () => world.settings.values('pads', guild);
      expect(await values()).toEqual({ pads: 9, open: false, greeting: 'Hi' });

      world.files.usual = { settings: { pads: { pads: 5, greeting: 'usual' } } };
      world.settings.forget();
      expect(await values()).toEqual({ pads: 5, open: false, greeting: 'usual' });

      await world.settings.write(guild, 'pads', { pads: 7, open: true }, ada);
      expect(await values()).toEqual({ pads: 7, open: true, greeting: 'usual' });

      world.files.save(guild, { settings: { pads: { pads: 3 } } });
      expect(await values()).toEqual({ pads: 3, open: true, greeting: 'usual' });
      expect(await world.settings.values('pads', otherGuild)).toMatchObject({ pads: 5 });
    });

    test('what a file decides is shown as fixed, and cannot be written', async (world) => {
      world.plugin('pads', { settings });
      world.files.save(guild, { settings: { pads: { pads: 3 } } });

      expect((await world.settings.read(guild, 'pads'))?.fixed).toEqual({
        pads: `config/guilds/${guild}.json`,
      });
      const refusal = (await world.settings.write(guild, 'pads', { pads: 4 }, ada)).unwrapErr();

      expect(refusal).toMatchObject({
        code: 'setting-fixed',
        values: { file: `config/guilds/${guild}.json` },
      });
      expect(await world.rows(HostSettings)).toEqual([]);
      expect((await world.settings.write(guild, 'pads', { open: true }, ada)).isOk()).toBe(true);
    });

    test('a value that does not fit the new schema gives its default, and counts again when it fits again', async (world) => {
      world.plugin('pads', { settings });
      await world.settings.write(guild, 'pads', { pads: 20, open: true }, ada);
      expect(await world.settings.values('pads', guild)).toMatchObject({ pads: 20 });

      swapSchema(
        world,
        z.object({ pads: setting.number({ default: 2, min: 1, max: 4 }), open: settings.shape.open }),
      );
      expect(await world.settings.values('pads', guild)).toEqual({ pads: 2, open: true });
      world.settings.forget();
      await world.settings.values('pads', guild);
      expect(world.lines).toEqual([
        expect.objectContaining({ facts: { plugin: 'pads', guild, field: 'pads' } }),
      ]);

      await world.settings.write(guild, 'pads', { open: false }, ada);
      swapSchema(world, settings);
      expect(await world.settings.values('pads', guild)).toMatchObject({ pads: 20, open: false });
    });

    test('what does not fit is refused and changes nothing', async (world) => {
      world.plugin('pads', { settings });
      const code = async (plugin: string, patch: Record<string, unknown>) =>
        (await world.settings.write(guild, plugin, patch, ada)).unwrapErr().code;

      expect(await code('pads', { pads: 99 })).toBe('setting-invalid');
      expect(await code('pads', { nothing: 1 })).toBe('setting-invalid');
      expect(await code('shop', { pads: 9 })).toBe('unknown-feature');
      expect(await world.rows(HostSettings)).toEqual([]);
      expect(await world.rows(HostAudit)).toEqual([]);
    });

    test('who listens is told of each change, from a screen or a file, when the new value can be read', async (world) => {
      world.plugin('pads', { settings });
      const heard: unknown[] = [];
      world.settings.onChange(({ guild: where, plugin }) => {
        heard.push([where, plugin, world.settings.values('pads', guild)]);
      });
      const told = () => Promise.all(heard.splice(0).map((one) => Promise.all(one as unknown[])));

      await world.settings.write(guild, 'pads', { pads: 7 }, ada);
      expect(await told()).toEqual([[guild, 'pads', expect.objectContaining({ pads: 7 })]]);
      await world.settings.write(guild, 'pads', { pads: 99 }, ada);
      expect(await told()).toEqual([]);
      world.files.save(guild, { settings: { pads: { pads: 3 } } });
      expect(await told()).toEqual([[guild, undefined, expect.objectContaining({ pads: 3 })]]);
    });

    test('a change is in the audit log with what it was before; the same value again is no change', async (world) => {
      world.plugin('pads', { settings });
      await world.settings.write(guild, 'pads', { pads: 7 }, ada);
      await world.settings.write(guild, 'pads', { pads: 7 }, bob);

      expect(await world.rows(HostAudit)).toMatchObject([
        {
          guild,
          actor: ada,
          action: 'guildhall.set',
          target: 'pads',
          before: { pads: 9 },
          after: { pads: 7 },
        },
      ]);
    });

    test('two administrators who change different settings at the same moment both get what they chose', async (world) => {
      world.plugin('pads', { settings });

      for (const pads of [1, 2, 3, 4, 5]) {
        await Promise.all([
          world.settings.write(guild, 'pads', { pads }, ada),
          world.settings.write(guild, 'pads', { greeting: `Hi ${pads}` }, bob),
        ]);

        expect(await world.settings.values('pads', guild)).toMatchObject({ pads, greeting: `Hi ${pads}` });
      }
    });

    test('the server’s own settings say how it reads, and its file may fix them', async (world) => {
      await world.settings.write(guild, hostName, { language: 'es-ES', prefix: '?' }, ada);
      expect(await world.settings.readingOf(guild)).toEqual({
        locale: 'es-ES',
        timeZone: 'America/New_York',
      });
      expect(await world.settings.prefixOf(guild)).toBe('?');

      world.files.save(guild, { timeZone: 'Europe/Madrid', prefix: '$' });
      expect(await world.settings.readingOf(guild)).toEqual({ locale: 'es-ES', timeZone: 'Europe/Madrid' });
      expect(await world.settings.prefixOf(guild)).toBe('$');
      expect((await world.settings.write(guild, hostName, { prefix: '!' }, ada)).unwrapErr().code).toBe(
        'setting-fixed',
      );
    });

    test('a plugin without settings has none to show', async (world) => {
      world.plugin('plain');
      expect(await world.settings.read(guild, 'plain')).toBeUndefined();
      expect(await world.settings.values('plain', guild)).toEqual({});
      expect((await world.settings.write(guild, 'plain', {}, ada)).unwrapErr().code).toBe('unknown-feature');
    });
  });
});
