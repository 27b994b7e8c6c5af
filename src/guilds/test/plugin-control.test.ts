import { describe, expect } from 'vitest';
import { hostName } from '../../admin/admin-host.ts';
import { HostAudit } from '../../data/host-tables.ts';
import type { Plugins } from '../../host/plugins.ts';
import { PluginProblem } from '../../host/problem.ts';
import type { PluginRecord } from '../../host/record.ts';
import { keptDecisions, OwnerControl } from '../plugin-control.ts';
import { ada, onEveryDatabase, type World } from './world.ts';

/** Plugins that do what they are told. `found` are folders that nobody has loaded yet. */
function control(world: World, found: string[] = []): OwnerControl {
  const get = (name: string) => world.records.find((record) => record.name === name);
  const turn = async (name: string, state: PluginRecord['state']) => {
    const record = get(name);
    if (record) {
      record.state = state;
    }
    return record;
  };
  const plugins: Pick<Plugins, 'records' | 'get' | 'load' | 'unload' | 'disable'> = {
    records: () => world.records,
    get,
    load: async (name) => (found.includes(name) ? world.plugin(name) : turn(name, 'running')),
    unload: (name) => turn(name, 'unloaded'),
    disable: (name, disabled) => turn(name, disabled ? 'disabled' : 'running'),
  };
  return new OwnerControl({
    plugins: () => plugins,
    database: world.database,
    audit: world.audit(hostName),
    logger: world.logger,
    scrub: (text) => text.replaceAll('swordfish', '[secret]'),
  });
}

describe('what the owners decide about plugins', () => {
  onEveryDatabase((test) => {
    test('outlives a restart until they decide otherwise', async (world) => {
      world.plugin('pads');
      world.plugin('shop');
      const owners = control(world);

      expect((await owners.unload('pads', ada)).unwrap()).toMatchObject({ name: 'pads', state: 'unloaded' });
      await owners.disableEverywhere('shop', ada);
      await owners.disableEverywhere('pads', ada);
      expect(await keptDecisions(world.database)).toEqual({
        unloaded: new Set(['pads']),
        disabled: new Set(['shop', 'pads']),
      });

      await owners.load('pads', ada);
      await owners.enable('shop', ada);
      expect(await keptDecisions(world.database)).toEqual({
        unloaded: new Set(),
        disabled: new Set(['pads']),
      });
    });

    test('reaches a folder that was never loaded, and is refused where there is none', async (world) => {
      const owners = control(world, ['fresh']);

      expect((await owners.load('fresh', ada)).unwrap()).toMatchObject({ name: 'fresh', state: 'running' });
      for (const change of ['load', 'reload', 'unload', 'disableEverywhere', 'enable'] as const) {
        expect((await owners[change]('nothing', ada)).unwrapErr()).toMatchObject({
          code: 'unknown-plugin',
          values: { plugin: 'nothing' },
        });
      }
      expect((await keptDecisions(world.database)).unloaded).toEqual(new Set());
    });

    test('is in the audit log, with who decided, and told in no guild', async (world) => {
      world.plugin('pads');
      const owners = control(world, ['fresh']);

      await owners.disableEverywhere('pads', ada);
      await owners.enable('pads', ada);
      await owners.load('fresh', ada);
      await owners.unload('nothing', ada);
      const rows = (await world.rows(HostAudit)).map(({ guild, actor, action, target, post }) => [
        guild,
        actor,
        action,
        target,
        post,
      ]);
      expect(rows.sort()).toEqual([
        ['', ada, 'guildhall.plugin-disable', 'pads', null],
        ['', ada, 'guildhall.plugin-enable', 'pads', null],
        ['', ada, 'guildhall.plugin-load', 'fresh', null],
      ]);
    });

    test('shows no secret that is in the message of an error', async (world) => {
      const record = world.plugin('pads');
      record.problem = new PluginProblem('prepare', 'cannot reach postgres://bot:swordfish@db');

      expect(control(world).list()[0]!.problem!.message).toBe('cannot reach postgres://bot:[secret]@db');
      expect((await control(world).load('pads', ada)).unwrap().problem!.message).not.toContain('swordfish');
    });

    test('is made on what they see: version, generation, what is wrong and where', async (world) => {
      const record = world.plugin('pads');
      record.state = 'failed';
      record.problem = new PluginProblem('bundle', 'a brace is missing', { place: 'pads/plugin.ts:3' });
      record.needs = ['permissions'];

      expect(control(world).list()).toEqual([
        {
          name: 'pads',
          version: '1.0.0',
          state: 'failed',
          generation: 1,
          problem: { step: 'bundle', message: 'a brace is missing', place: 'pads/plugin.ts:3' },
          needs: ['permissions'],
        },
      ]);
    });
  });
});
