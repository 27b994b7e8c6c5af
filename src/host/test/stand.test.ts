import { describe, expect, test } from 'vitest';
import type { Generation } from '../generation.ts';
import { PluginProblem } from '../problem.ts';
import { newRecord, type PluginRecord, stand } from '../record.ts';

interface Facts {
  readonly generation?: { readonly paused?: boolean; readonly outdated?: boolean; readonly needs?: string[] };
  readonly newest?: { readonly needs?: string[] };
  readonly problem?: boolean;
  readonly waiting?: boolean;
  readonly phase?: PluginRecord['phase'];
  readonly disabled?: boolean;
  readonly unloaded?: boolean;
  readonly quarantined?: boolean;
  readonly leaving?: boolean;
}

const definitionNeeding = (services: readonly string[] = []) => ({ uses: { required: services } }) as never;

/** A record of these facts, in a world where nobody provides anything. */
function stood(facts: Facts) {
  const record = newRecord('it', '/plugins/it', {
    disabled: facts.disabled ?? false,
    unloaded: facts.unloaded ?? false,
  });
  const { generation } = facts;
  if (generation) {
    record.generation = {
      paused: generation.paused ?? false,
      definition: definitionNeeding(generation.needs),
    } as unknown as Generation;
  }
  record.definition = definitionNeeding(facts.newest?.needs ?? generation?.needs);
  record.problem = facts.problem ? new PluginProblem('bundle', 'broken') : undefined;
  record.waiting = facts.waiting ?? false;
  record.phase = facts.phase;
  record.quarantined = facts.quarantined ?? false;
  record.leaving = facts.leaving ? Promise.resolve() : undefined;
  const changed = stand(record, {
    missing: (definition) => definition?.uses?.required ?? [],
    outdated: () => generation?.outdated ?? false,
  });
  return { state: record.state, needs: record.needs, paused: record.generation?.paused, changed };
}

describe('the state that people see', () => {
  test.each<[string, Facts, PluginRecord['state']]>([
    ['found and not looked into', {}, 'discovered'],
    ['being loaded', { phase: 'loading' }, 'loading'],
    ['serving', { generation: {} }, 'running'],
    ['serving while newer files are loaded', { generation: {}, phase: 'loading' }, 'loading'],
    ['broken from the start', { problem: true }, 'failed'],
    ['broken newest files, older ones serve', { generation: {}, problem: true }, 'failed'],
    [
      'newest files wait for a service',
      { generation: {}, waiting: true, newest: { needs: ['a'] } },
      'waiting',
    ],
    ['never ran, for want of a service', { waiting: true, newest: { needs: ['a'] } }, 'waiting'],
    ['the service of what serves is away', { generation: { needs: ['a'] } }, 'waiting'],
    [
      'the service is away, and the newest files are broken',
      { generation: { needs: ['a'] }, problem: true },
      'waiting',
    ],
    ['part of a circle', { waiting: true, problem: true, newest: { needs: ['a'] } }, 'failed'],
    ['kept throwing', { generation: {}, quarantined: true, problem: true }, 'quarantined'],
    ['taken away everywhere', { generation: {}, disabled: true }, 'disabled'],
    [
      'taken away everywhere after it kept throwing',
      { generation: {}, disabled: true, quarantined: true },
      'disabled',
    ],
    ['taken away everywhere, and broken from the start', { disabled: true, problem: true }, 'failed'],
    ['taken out, and some of it still runs', { unloaded: true, leaving: true }, 'unloading'],
    ['taken out', { unloaded: true }, 'unloaded'],
    ['taken out, and being loaded again', { unloaded: false, leaving: true, generation: {} }, 'running'],
  ])('%s', (_what, facts, state) => {
    expect(stood(facts).state).toBe(state);
  });
});

describe('whether it may serve', () => {
  test.each<[string, Facts, boolean]>([
    ['nothing is wrong', { generation: {} }, true],
    ['newer files are broken', { generation: {}, problem: true }, true],
    ['newer files wait', { generation: {}, waiting: true, newest: { needs: ['a'] } }, true],
    ['its service was replaced, and it has not been made anew yet', { generation: { outdated: true } }, true],
    ['its service is away', { generation: { needs: ['a'] } }, false],
    [
      'its service came back, and it has not been made anew yet',
      { generation: { paused: true, outdated: true } },
      false,
    ],
    ['its service came back, and it was made anew', { generation: { paused: true } }, true],
    ['it kept throwing', { generation: {}, quarantined: true }, false],
    ['it was taken away everywhere', { generation: {}, disabled: true }, false],
  ])('%s', (_what, facts, serves) => {
    const { paused, changed } = stood(facts);
    expect(paused).toBe(!serves);
    expect(changed).toBe((facts.generation?.paused ?? false) !== !serves);
  });
});

test('what is missing is named once, for what serves and for the newest files', () => {
  const facts = { generation: { needs: ['a', 'b'] }, waiting: true, newest: { needs: ['b', 'c'] } };
  expect(stood(facts).needs).toEqual(['a', 'b', 'c']);
  expect(stood({ ...facts, waiting: false }).needs).toEqual(['a', 'b']);
});
