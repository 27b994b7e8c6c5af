import { describe, expect } from 'vitest';
import { HostCommandSet } from '../../data/host-tables.ts';
import { onEveryDatabase } from '../../guilds/test/world.ts';
import { attempt, Overtaken } from '../attempt.ts';
import { Refusal } from '../refusal.ts';

describe('attempt', () => {
  onEveryDatabase((test) => {
    test('two who wait for what the other one has both get through, one after the other', async ({
      database,
    }) => {
      await database.read().insertMany(HostCommandSet, [
        { guild: 'one', hash: '' },
        { guild: 'two', hash: '' },
      ]);
      const both = Promise.withResolvers<void>();
      let holding = 0;
      const write = (name: string, first: string, second: string) =>
        attempt(database, async (em) => {
          await em.nativeUpdate(HostCommandSet, { guild: first }, { hash: `${first} ${name}` });
          holding += 1;
          if (holding === 2) {
            both.resolve();
          }
          // SQLite has the other one wait until this one is done.
          await Promise.race([both.promise, new Promise((resolve) => setTimeout(resolve, 200))]);
          await em.nativeUpdate(HostCommandSet, { guild: second }, { hash: `${second} ${name}` });
          return name;
        });

      const done = await Promise.all([write('ada', 'one', 'two'), write('bob', 'two', 'one')]);

      expect(done.map((result) => result.unwrap())).toEqual(['ada', 'bob']);
      const rows = await database.read().find(HostCommandSet, {}, { orderBy: { guild: 'asc' } });
      const last = rows[0]!.hash.split(' ')[1];
      expect(rows.map(({ hash }) => hash)).toEqual([`one ${last}`, `two ${last}`]);
    });

    test('who is overtaken begins anew and leaves nothing of the first try; a refusal is the answer at once', async ({
      database,
    }) => {
      let tries = 0;
      const done = await attempt(database, async (em) => {
        tries += 1;
        await em.insert(HostCommandSet, { guild: `try ${tries}`, hash: '' });
        if (tries < 3) {
          throw new Overtaken();
        }
      });
      expect(done.isOk()).toBe(true);
      const refused = await attempt(database, async (em) => {
        await em.insert(HostCommandSet, { guild: 'refused', hash: '' });
        throw new Refusal('no-such-thing');
      });
      expect(refused.unwrapErr().code).toBe('no-such-thing');
      const rows = await database.read().find(HostCommandSet, {});
      expect(rows.map(({ guild }) => guild)).toEqual(['try 3']);
    });
  });
});
