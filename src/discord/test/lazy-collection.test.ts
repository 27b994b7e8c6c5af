import { Collection } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { lazyCollection } from '../lazy-collection.ts';

describe('a lazy collection', () => {
  test('is a Collection to whoever asks', () => {
    const lazy = lazyCollection<string, number>();
    expect(lazy).toBeInstanceOf(Collection);
    expect(lazy.constructor).toBe(Collection);
  });

  test('is empty in every way until something is put into it, and shares nothing with the others', () => {
    const [one, other] = [lazyCollection<string, number>(), lazyCollection<string, number>()];
    expect([one.size, one.get('a'), one.has('a'), one.first(), [...one], one.delete('a')]).toEqual([
      0,
      undefined,
      false,
      undefined,
      [],
      false,
    ]);
    one.clear();
    expect(one.sweep(() => true)).toBe(0);
    expect(one.filter(() => true).set('b', 2).size).toBe(1);
    expect(one.ensure('a', () => 1)).toBe(1);
    expect(one.size).toBe(1);
    expect(other.size).toBe(0);
  });

  test('then does what a Collection does', () => {
    const lazy = lazyCollection<string, number>();
    lazy.set('a', 1).set('b', 2);
    expect(lazy.map((value) => value * 2)).toEqual([2, 4]);
    expect(lazy.filter((value) => value > 1)).toEqual(new Collection([['b', 2]]));
    expect(new Map(lazy)).toEqual(
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    );
    lazy.delete('a');
    expect([...lazy.keys()]).toEqual(['b']);
    expect(lazy.equals(new Collection([['b', 2]]))).toBe(true);
  });

  test('keeps to its limit: the newest stay, and a limit of none holds nothing', () => {
    const two = lazyCollection<string, number>(2);
    two.set('a', 1);
    two.set('b', 2);
    two.set('c', 3);
    expect([...two.keys()]).toEqual(['b', 'c']);
    const none = lazyCollection<string, number>(0);
    none.set('a', 1);
    expect(none.size).toBe(0);
  });
});
