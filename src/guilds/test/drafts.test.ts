import { describe, expect } from 'vitest';
import { HostDraft } from '../drafts.ts';
import { ada, bob, onEveryDatabase } from './world.ts';

const hours = (count: number) => count * 60 * 60_000;

describe('drafts', () => {
  onEveryDatabase((test) => {
    test('give back what a person typed last, to that person alone', async ({ drafts }) => {
      await drafts.put(ada, 'field', 'first');
      await drafts.put(ada, 'field', 'second');

      expect(await drafts.get(ada, 'field')).toBe('second');
      expect(await drafts.get(ada, 'other')).toBeUndefined();
      expect(await drafts.get(bob, 'field')).toBeUndefined();
    });

    test('are sealed in the database; whoever typed them gets them all', async (world) => {
      await world.drafts.put(ada, 'field', 'a secret');
      expect(JSON.stringify(await world.rows(HostDraft))).not.toContain('secret');
      expect(await world.drafts.held(ada)).toEqual([{ key: 'field', value: 'a secret', at: world.now }]);
    });

    test('are gone after a day', async (world) => {
      await world.drafts.put(ada, 'old', 'typed');
      world.advance(hours(23));
      await world.drafts.put(ada, 'new', 'typed');
      await world.drafts.tidy();
      expect(await world.drafts.get(ada, 'old')).toBe('typed');

      world.advance(hours(1));
      expect(await world.drafts.get(ada, 'old')).toBeUndefined();
      await world.drafts.tidy();
      expect(await world.rows(HostDraft)).toMatchObject([{ key: 'new' }]);
    });
  });
});
