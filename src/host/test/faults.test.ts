import { expect, test } from 'vitest';
import { runIn } from '../../gate/context.ts';
import { culpritOf } from '../faults.ts';

const plugins = [
  { name: 'pads', folder: '/srv/plugins/pads' },
  { name: 'pads-extra', folder: '/srv/plugins/pads-extra' },
];

function errorAt(...files: string[]): Error {
  const error = new Error('oh');
  error.stack = ['Error: oh', ...files.map((file) => `    at work (${file}:3:7)`)].join('\n');
  return error;
}

const inside = <T>(plugin: string, generation: number, work: () => T) =>
  runIn({ plugin, generation } as Parameters<typeof runIn>[0], work);

test('an error belongs to the plugin whose code threw first', () => {
  const error = errorAt('/srv/src/host/x.ts', '/srv/plugins/pads-extra/a.ts', '/srv/plugins/pads/b.ts');
  expect(culpritOf(error, plugins)).toEqual({ plugin: 'pads-extra', generation: undefined });
  expect(inside('pads', 4, () => culpritOf(error, plugins))).toEqual({
    plugin: 'pads-extra',
    generation: undefined,
  });
  expect(inside('pads-extra', 4, () => culpritOf(error, plugins))).toEqual({
    plugin: 'pads-extra',
    generation: 4,
  });
});

test('without a place it belongs to the run that it happened in', () => {
  for (const error of [errorAt('/srv/src/host/x.ts'), 'a text', undefined]) {
    expect(inside('pads', 2, () => culpritOf(error, plugins))).toEqual({ plugin: 'pads', generation: 2 });
    expect(inside('guildhall', 1, () => culpritOf(error, plugins))).toBeUndefined();
    expect(culpritOf(error, plugins)).toBeUndefined();
  }
});
