import { DiscordAPIError } from 'discord.js';
import { describe, expect, vi } from 'vitest';
import { hostName } from '../../admin/admin-host.ts';
import { HostAudit } from '../../data/host-tables.ts';
import { runIn } from '../../gate/context.ts';
import { automatic } from '../../sdk/audit.ts';
import { auditTrail } from '../audit-log.ts';
import { ada, channel, guild, onEveryDatabase, otherGuild, type World } from './world.ts';

const tell = (world: World, target: string, at = guild) =>
  world.database.transaction((em) =>
    world.audit('pads').write(em, { guild: at, actor: ada, action: 'book', target, reason: 'training' }),
  );

const withLogChannel = async (world: World) => {
  await world.settings.write(guild, hostName, { logChannel: channel }, ada);
  await world.runPosts();
  world.sent.length = 0;
};

const discordSays = (code: number, status: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'http://127.0.0.1/', {});

const told = (world: World) => world.sent.map(({ message }) => message.embeds![0]!.description!);

describe('the audit log', () => {
  onEveryDatabase((test) => {
    test('keeps who did what on what, why, when and in which request', async (world) => {
      const run = { requestId: 'r1' } as never;
      await runIn(run, () => tell(world, 'pad-3'));

      expect(await world.rows(HostAudit)).toMatchObject([
        {
          guild,
          plugin: 'pads',
          actor: ada,
          action: 'pads.book',
          target: 'pad-3',
          reason: 'training',
          requestId: 'r1',
          at: world.now,
        },
      ]);
    });

    test('is written from a plugin’s own transaction, or not at all', async (world) => {
      const { database } = await world.notePlugin('notes');
      const write = (fail: boolean) =>
        database.transaction(async (em) => {
          await world.audit('notes').write(em, { guild, actor: ada, action: 'add' });
          if (fail) {
            throw new Error('no');
          }
        });

      await expect(write(true)).rejects.toThrow('no');
      expect(await world.rows(HostAudit)).toEqual([]);
      await write(false);
      expect(await world.rows(HostAudit)).toMatchObject([{ action: 'notes.add' }]);
    });

    test('is told in the log channel once, several entries in one message', async (world) => {
      await withLogChannel(world);
      await tell(world, 'pad-1');
      world.advance(1);
      await tell(world, 'pad-2');
      await tell(world, 'elsewhere', otherGuild);

      await world.runPosts();
      await world.logChannels().post(guild);

      expect(world.sent).toMatchObject([{ channel, message: { allowed_mentions: { parse: [] } } }]);
      const [text] = told(world);
      expect(text).toMatch(new RegExp(`<@${ada}>.*pads\\.book.*pad-1.*Reason: training\\n.*pad-2`));
      expect(text).not.toContain('elsewhere');
    });

    test('tells more than fits into one message in several, in order', async (world) => {
      await withLogChannel(world);
      for (let entry = 10; entry < 35; entry++) {
        world.advance(1);
        await tell(world, `pad-${entry}`);
      }

      await world.runPosts();

      const lines = told(world).flatMap((text) => text.split('\n'));
      expect(lines.map((line) => /pad-(\d+)/.exec(line)?.[1])).toEqual(
        Array.from({ length: 25 }, (_, index) => String(index + 10)),
      );
      expect(Math.max(...told(world).map((text) => text.length))).toBeLessThanOrEqual(4096);
    });

    test('says the same thing with the same nonce after a crash between sending and noting it', async (world) => {
      await withLogChannel(world);
      await tell(world, 'pad-1');
      world.onSend = () => {
        throw new Error('the process died');
      };
      await expect(world.runPosts()).rejects.toThrow('died');
      world.onSend = () => {};
      world.advance(1);
      await tell(world, 'pad-2');

      await world.runPosts();

      const [first, again, next] = world.sent.map(({ message }) => message);
      expect(again).toEqual(first);
      expect(first).toMatchObject({ enforce_nonce: true, nonce: expect.stringMatching(/^.{10,25}$/) });
      expect(next!.embeds![0]!.description).toContain('pad-2');
      expect(next!.nonce).not.toBe(first!.nonce);
      expect(world.sent).toHaveLength(3);
    });

    test('is told by the names of its parts, where a change has several', async (world) => {
      await withLogChannel(world);
      const texts = { 'en-US': { 'audit.give': 'gave {{target}} {{what}} until {{until}}' } };
      world.pluginTexts.set('pads', world.texts.add('pads', texts));
      const to = { what: 'a_note', until: world.now };
      await world.database.transaction((em) =>
        world.audit('pads').write(em, { guild, actor: ada, action: 'give', target: '<@2>', to }),
      );
      await world.runPosts();
      const until = `<t:${world.now.getTime() / 1_000}:f>`;
      expect(told(world)[0]).toContain(`gave <@2> a\\_note until ${until}`);
    });

    test('is there to be read by the plugin that wrote it, the newest first, with what it asks for of others', async (world) => {
      const { database } = await world.notePlugin('notes');
      const write = (plugin: string, action: string, at = guild) =>
        world.database.transaction((em) => world.audit(plugin).write(em, { guild: at, actor: ada, action }));
      for (const [plugin, action, at] of [
        ['notes', 'add'],
        ['pads', 'book'],
        ['notes', 'add', otherGuild],
        [hostName, 'break-glass'],
        ['notes', 'remove'],
      ] as const) {
        await write(plugin, action, at);
        world.now = new Date(world.now.getTime() + 1_000);
      }
      const trail = auditTrail('notes', database);
      const read = async (options: { page: number; others?: string[] }) => {
        const { rows, pages } = await trail.page(guild, { size: 2, ...options });
        return [...rows.map(({ action }) => action), pages];
      };
      expect(await read({ page: 0 })).toEqual(['notes.remove', 'notes.add', 1]);
      const others = [`${hostName}.break-glass`];
      expect(await read({ page: 0, others })).toEqual(['notes.remove', `${hostName}.break-glass`, 2]);
      expect(await read({ page: 1, others })).toEqual(['notes.add', 2]);
    });

    test('is told in the guild’s language, in the words of the plugin that did it', async (world) => {
      await world.settings.write(guild, hostName, { language: 'es-ES', logChannel: channel }, ada);
      await world.runPosts();
      expect(told(world)[0]).toContain('ha cambiado los ajustes de **Servidor**');

      const texts = { 'en-US': { 'audit.book': 'booked {{target}} until {{to}}' } };
      world.pluginTexts.set('pads', world.texts.add('pads', texts));
      await world.database.transaction((em) =>
        world
          .audit('pads')
          .write(em, { guild, actor: automatic, action: 'book', target: 'pad 3', to: world.now }),
      );
      await world.runPosts();

      const until = `<t:${world.now.getTime() / 1_000}:f>`;
      expect(told(world)[1]).toContain(`el bot, por sí solo: booked pad 3 until ${until}`);
    });

    test('does not wait for a log channel that is gone', async (world) => {
      await withLogChannel(world);
      await tell(world, 'pad-1');
      world.onSend = () => {
        throw discordSays(10_003, 404);
      };

      await world.runPosts();
      await world.logChannels().post(guild);

      expect(world.sent).toHaveLength(1);
      expect(world.lines).toMatchObject([{ facts: { guild, channel } }]);
      expect(await world.rows(HostAudit, { target: 'pad-1' })).toHaveLength(1);
    });

    test('waits while Discord is away', async (world) => {
      await withLogChannel(world);
      await tell(world, 'pad-1');
      world.onSend = vi.fn<() => void>().mockImplementationOnce(() => {
        throw discordSays(0, 503);
      });

      await expect(world.runPosts()).rejects.toThrow();
      await world.runPosts();

      expect(told(world)[1]).toContain('pad-1');
    });

    test('without a log channel nothing is posted, and what was not posted is not made up for later', async (world) => {
      await world.settings.values(hostName, guild);
      await tell(world, 'pad-1');
      expect(await world.runPosts()).toBe(0);

      await withLogChannel(world);
      await tell(world, 'pad-2');
      await world.runPosts();

      expect(told(world).join()).not.toContain('pad-1');
      expect(told(world).join()).toContain('pad-2');
    });
  });
});
