import { describe, expect } from 'vitest';
import { HostAudit } from '../../data/host-tables.ts';
import { FeatureControl } from '../feature-control.ts';
import { ada, guild, onEveryDatabase, otherGuild, type World } from './world.ts';

const control = (world: World, switched: string[] = []) =>
  new FeatureControl({
    database: world.database,
    switches: world.switches,
    records: () => world.records,
    files: world.files,
    audit: world.audit('guildhall'),
    onSwitched: (guild, plugin, on) => switched.push(`${plugin} ${on} ${guild}`),
  });

describe('features', () => {
  onEveryDatabase((test) => {
    test('a feature is switched in one guild and stays as it was in another', async (world) => {
      world.plugin('pads');
      const switched: string[] = [];
      const features = control(world, switched);

      expect((await features.set(guild, 'pads', true, ada)).isOk()).toBe(true);

      expect(await features.list(guild)).toMatchObject([{ plugin: 'pads', on: true, state: 'running' }]);
      expect(await features.list(otherGuild)).toMatchObject([{ plugin: 'pads', on: false }]);
      expect(await world.switches.isOn('pads', guild)).toBe(true);

      await features.set(otherGuild, 'pads', true, ada);
      await features.set(guild, 'pads', false, ada);
      expect(await world.switches.isOn('pads', guild)).toBe(false);
      expect(await world.switches.isOn('pads', otherGuild)).toBe(true);
      expect(switched).toEqual([`pads true ${guild}`, `pads true ${otherGuild}`, `pads false ${guild}`]);
    });

    test('switching on what is on is fine, and is told and noted once', async (world) => {
      world.plugin('pads');
      const switched: string[] = [];
      const features = control(world, switched);

      await features.set(guild, 'pads', true, ada);
      expect((await features.set(guild, 'pads', true, ada)).isOk()).toBe(true);

      expect(switched).toHaveLength(1);
      expect(await world.rows(HostAudit)).toMatchObject([
        { guild, actor: ada, action: 'guildhall.feature-on', target: 'pads', before: false, after: true },
      ]);
    });

    test('what an administrator chose stays when the default file changes', async (world) => {
      world.plugin('pads');
      world.files.usual = { features: { pads: true } };
      await control(world).set(guild, 'pads', true, ada);

      world.files.usual = { features: { pads: false } };

      expect(await world.switches.isOn('pads', guild)).toBe(true);
      expect(await world.switches.isOn('pads', otherGuild)).toBe(false);
    });

    test('a guild’s file decides, and nobody can switch against it', async (world) => {
      world.plugin('pads');
      world.files.save(guild, { features: { pads: false } });
      const file = `config/guilds/${guild}.json`;

      const refusal = (await control(world).set(guild, 'pads', true, ada)).unwrapErr();

      expect(refusal).toMatchObject({ code: 'feature-fixed', values: { feature: 'pads', file } });
      expect(await control(world).list(guild)).toMatchObject([{ plugin: 'pads', on: false, fixedBy: file }]);
    });

    test('what is taken out or disabled everywhere is no feature to choose', async (world) => {
      world.plugin('pads').state = 'disabled';
      world.plugin('shop').state = 'unloaded';

      expect(await control(world).list(guild)).toEqual([]);
      expect((await control(world).set(guild, 'pads', true, ada)).unwrapErr()).toMatchObject({
        code: 'unknown-feature',
        values: { feature: 'pads' },
      });
    });
  });
});
