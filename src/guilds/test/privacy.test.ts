import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { HostAudit, HostFeature } from '../../data/host-tables.ts';
import { jobsOf } from '../../jobs/job-queue.ts';
import { HostJob } from '../../jobs/job-table.ts';
import { HostDraft } from '../drafts.ts';
import { dataHolders } from '../holders.ts';
import { PrivacyDesk } from '../privacy.ts';
import { ada, bob, guild, onEveryDatabase, type World } from './world.ts';

const desk = (world: World) =>
  new PrivacyDesk({
    database: world.database,
    drafts: world.drafts,
    holders: () => dataHolders({ records: () => world.records }),
    clock: world.clock,
    jobs: jobsOf('guildhall', { clock: world.clock, newId: randomUUID }),
    audit: world.audit('guildhall'),
    logger: world.logger,
  });

const fails = async () => {
  throw new Error('out of order');
};

describe('privacy', () => {
  onEveryDatabase((test) => {
    test('an export has what every plugin and the host hold about a user, and about nobody else', async (world) => {
      const notes = await world.notePlugin('notes');
      const memos = await world.notePlugin('memos');
      await notes.note(guild, ada, 'mine');
      await notes.note(guild, bob, 'his');
      await memos.note(guild, ada, 'memo');
      await world.drafts.put(ada, 'field', 'typed');
      await world.database.transaction((em) =>
        world.audit('notes').write(em, { guild, actor: ada, action: 'add' }),
      );

      expect(await desk(world).exportUser(ada)).toMatchObject({
        notes: { notes: [{ text: 'mine' }] },
        memos: { notes: [{ text: 'memo' }] },
        guildhall: {
          drafts: [{ key: 'field', value: 'typed' }],
          actions: [{ guild, action: 'notes.add' }],
        },
      });
    });

    test('an export says which plugins could not be asked', async (world) => {
      await world.notePlugin('broken', { exportUser: fails });
      const notes = await world.notePlugin('notes');
      await notes.note(guild, ada, 'mine');
      world.plugin('gone').generation = undefined;

      expect(await desk(world).exportUser(ada)).toEqual({
        notes: { notes: [{ text: 'mine' }] },
        guildhall: { drafts: [], actions: [], unavailable: [{ plugin: 'gone' }, { plugin: 'broken' }] },
      });
    });

    test('what could not be erased is erased later, and nothing else', async (world) => {
      let broken = true;
      const notes = await world.notePlugin('notes', {
        forgetUser: async (em, user) => {
          await (broken ? fails() : em.nativeDelete('Note' as never, { user } as never));
        },
      });
      await notes.note(guild, ada, 'mine');
      await notes.note(guild, bob, 'his');
      world.files.save(guild, {});
      await world.database.read().insert(HostFeature, { guild, plugin: 'long-gone', enabled: false });

      expect(await desk(world).eraseUser(ada, ada)).toEqual({ failed: ['long-gone', 'notes'] });
      const job = { key: `forget-user:${ada}`, payload: { user: ada, plugins: ['long-gone', 'notes'] } };
      expect(await world.rows(HostJob, { name: 'forget-user' })).toMatchObject([job]);

      broken = false;
      await world.database.read().nativeDelete(HostJob, {});
      await desk(world).eraseLater(ada, ['notes', 'long-gone']);
      expect(await notes.notes()).toEqual(['his']);
      expect(await world.rows(HostJob, {})).toMatchObject([
        { payload: { user: ada, plugins: ['long-gone'] } },
      ]);
    });

    test('erasing goes on past a plugin that fails, and names it', async (world) => {
      const broken = await world.notePlugin('broken', {
        forgetUser: async (em, user) => {
          await em.nativeDelete('Note' as never, { user } as never);
          await fails();
        },
      });
      const notes = await world.notePlugin('notes');
      for (const plugin of [broken, notes]) {
        await plugin.note(guild, ada, 'mine');
        await plugin.note(guild, bob, 'his');
      }
      await world.drafts.put(ada, 'field', 'typed');

      expect(await desk(world).eraseUser(ada, ada)).toEqual({ failed: ['broken'] });

      expect(await notes.notes()).toEqual(['his']);
      // Its transaction is all or nothing.
      expect(await broken.notes()).toEqual(['his', 'mine']);
      expect(await world.rows(HostDraft)).toEqual([]);
    });

    test('a plugin that is not loaded counts as failed: nobody can say what it holds', async (world) => {
      world.plugin('gone').generation = undefined;
      expect(await desk(world).eraseUser(ada, ada)).toEqual({ failed: ['gone'] });
    });

    test('the audit log keeps what was done, without the user', async (world) => {
      const write = (entry: object) =>
        world.database.transaction((em) =>
          world.audit('pads').write(em, { guild, actor: bob, action: 'transfer', ...entry }),
        );
      await write({ actor: ada });
      await write({ target: ada });
      await write({ from: { host: bob }, to: { host: ada } });
      await write({ reason: `asked by <@${ada}>` });
      await write({ target: 'pad-3' });

      await desk(world).eraseUser(ada, ada);

      const rows = await world.rows(HostAudit);
      expect(rows).toHaveLength(6);
      expect(JSON.stringify(rows)).not.toContain(ada);
      expect(rows).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ action: 'pads.transfer', actor: 'erased' }),
          expect.objectContaining({ before: { host: bob }, after: { host: 'erased' } }),
          expect.objectContaining({ actor: bob, target: 'pad-3', before: null, after: null }),
          expect.objectContaining({ action: 'guildhall.erase-user', actor: 'erased' }),
        ]),
      );
    });
  });
});
