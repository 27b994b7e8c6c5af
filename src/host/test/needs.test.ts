import { describe, expect, test } from 'vitest';
import { findCycle } from '../cycle.ts';
import type { Generation } from '../generation.ts';
import { Needs } from '../needs.ts';
import { newRecord, type PluginRecord } from '../record.ts';
import { ServiceRegistry } from '../services.ts';

interface Declared {
  readonly provides?: string[];
  readonly required?: string[];
}

const definitionOf = ({ provides = [], required = [] }: Declared) =>
  ({ provides, uses: { required } }) as unknown as NonNullable<PluginRecord['definition']>;

function recordOf(name: string, declared: Declared): PluginRecord {
  const record = newRecord(name, `/plugins/${name}`, { disabled: false, unloaded: false });
  record.definition = definitionOf(declared);
  return record;
}

const generationOf = (plugin: string, number: number, declared: Declared) =>
  ({
    plugin,
    number,
    paused: false,
    definition: definitionOf(declared),
    madeWith: new Map(),
    services: new Map((declared.provides ?? []).map((service) => [service, { number }])),
  }) as unknown as Generation;

describe('a circle', () => {
  const needs = new Map(
    Object.entries({ a: ['b'], b: ['c', 'd'], c: ['a'], d: [], e: ['a'], self: ['self'] }),
  );
  test.each([
    ['a', ['a', 'b', 'c', 'a']],
    ['c', ['c', 'a', 'b', 'c']],
    ['self', ['self', 'self']],
    ['d', undefined],
    // It waits for a circle, and is not part of it.
    ['e', undefined],
    ['unknown', undefined],
  ])('from %s is %j', (name, path) => {
    expect(findCycle(needs, name)).toEqual(path);
  });

  test('goes through the services that the newest files declare', () => {
    const records = [
      recordOf('egg', { provides: ['egg'], required: ['hen'] }),
      recordOf('hen', { provides: ['hen'], required: ['egg'] }),
    ];
    const needs = new Needs(new ServiceRegistry());
    expect(needs.circle(records[0]!, records)?.message).toBe(
      'these plugins need each other: egg -> hen -> egg',
    );
    records[1]!.definition = undefined;
    expect(needs.circle(records[0]!, records)).toBeUndefined();
  });
});

describe('services', () => {
  const needy = definitionOf({ required: ['water'] });

  test('one that is paused is missing, and is still somebody’s', () => {
    const services = new ServiceRegistry();
    const needs = new Needs(services);
    expect(needs.missing(needy)).toEqual(['water']);
    const well = generationOf('well', 1, { provides: ['water'] });
    services.swap(undefined, well);
    expect(needs.missing(needy)).toEqual([]);
    well.paused = true;
    expect(needs.missing(needy)).toEqual(['water']);
    expect(() => needs.refuseTaken(recordOf('tap', { provides: ['water'] }))).toThrow(
      'the plugin well already',
    );
    expect(() => needs.refuseTaken(recordOf('well', { provides: ['water'] }))).not.toThrow();
  });

  test('a generation is outdated once another one provides what it was made with', () => {
    const services = new ServiceRegistry();
    const needs = new Needs(services);
    const first = generationOf('well', 1, { provides: ['water'] });
    const second = generationOf('well', 2, { provides: ['water'] });
    services.swap(undefined, first);
    const user = { definition: needy, madeWith: needs.made(needy) };
    expect(needs.outdated(user)).toBe(false);
    services.swap(first, second);
    expect(needs.outdated(user)).toBe(true);
    expect(needs.outdated({ ...user, madeWith: needs.made(needy) })).toBe(false);
  });

  test('what goes takes only its own services along', () => {
    const services = new ServiceRegistry();
    const well = generationOf('well', 1, { provides: ['water'] });
    const tap = generationOf('tap', 1, { provides: ['water'] });
    services.swap(undefined, well);
    services.swap(well, undefined);
    services.swap(undefined, tap);
    services.swap(well, undefined);
    expect(services.provider('water')?.plugin).toBe('tap');
  });
});
