import { describe, expect } from 'vitest';
import { z } from 'zod';
import type { ConfigProblem } from '../../config/config-layer.ts';
import { setting } from '../../sdk/settings.ts';
import { checkup } from '../checkup.ts';
import { ada, channel, guild, onEveryDatabase, otherGuild, type World } from './world.ts';

const look = (world: World) =>
  checkup(guild, {
    records: () => world.records,
    switches: world.switches,
    settings: world.settings,
    files: world.files,
    intents: () => ['Guilds'],
    jobs: { laidAside: async () => world.laidAside },
    menu: (id) => world.menus.get(id),
  });

describe('a checkup', () => {
  onEveryDatabase((test) => {
    test('looks at the features that are on, with what they need and how they are set', async (world) => {
      const settings = z.object({ pads: setting.number({ default: 9, min: 1, max: 25 }) });
      world.plugin('pads', { settings, permissions: ['SendMessages'], intents: ['GuildMembers'] });
      world.plugin('shop');
      world.files.save(guild, { features: { pads: true }, settings: { pads: { pads: 4 } } });

      expect(await look(world)).toEqual({
        features: [
          {
            plugin: 'pads',
            state: 'running',
            permissions: ['SendMessages'],
            intents: ['GuildMembers'],
            prefixCommands: false,
            checks: [],
            settings: expect.objectContaining({ values: { pads: 4 } }),
          },
        ],
        intents: ['Guilds'],
        configProblems: [],
      });
    });

    test('looks at what was laid aside of the features that are on', async (world) => {
      world.plugin('pads');
      world.files.save(guild, { features: { pads: true } });
      const laidAside = { count: 3, last: new Date(), error: '' };
      world.laidAside.set('pads', laidAside);

      expect((await look(world)).features).toMatchObject([{ plugin: 'pads', laidAside }]);
    });

    test('tells what is wrong with the command menu of the guild', async (world) => {
      world.menus.set(otherGuild, { code: 'refused', message: 'not ours' });
      expect(await look(world)).not.toHaveProperty('menu');
      world.menus.set(guild, { code: 'no-scope', message: 'Missing Access' });
      expect(await look(world)).toMatchObject({ menu: { code: 'no-scope', message: 'Missing Access' } });
    });

    test('looks at the log channel, where there is one', async (world) => {
      expect((await look(world)).features).toEqual([]);
      await world.settings.write(guild, 'guildhall', { logChannel: channel }, ada);
      expect((await look(world)).features).toMatchObject([
        { plugin: 'guildhall', settings: { values: { logChannel: channel } } },
      ]);
    });

    test('tells what is wrong in the files that concern the guild', async (world) => {
      const problem = (
        file: string,
        of: string | undefined,
        severity: ConfigProblem['severity'] = 'error',
      ) => ({
        file: `config/${file}.json`,
        guild: of,
        path: 'prefix',
        severity,
        message: 'expected a text',
      });
      world.files.found = [
        problem('default', undefined),
        problem(`guilds/${guild}`, guild),
        problem(`guilds/${guild}`, guild, 'warning'),
        problem(`guilds/${otherGuild}`, otherGuild),
        problem('guilds/stray', undefined),
      ];

      expect((await look(world)).configProblems).toEqual([
        'config/default.json: prefix: expected a text',
        `config/guilds/${guild}.json: prefix: expected a text`,
      ]);
    });
  });
});
