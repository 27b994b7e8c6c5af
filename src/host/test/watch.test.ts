import { expect, test } from 'vitest';
import { isIgnored } from '../watch.ts';

test.each([
  'pads',
  'pads/plugin.ts',
  'pads/locales/en-US.json',
  'pads/package.json',
  'pads/commands/test.ts',
  'pads/latest/file.ts',
  // Plugins may be called so.
  'test/plugin.ts',
  'tests',
  'coverage/plugin.ts',
  'pads\\commands\\pad.ts',
])('%s is part of a plugin', (path) => {
  expect(isIgnored(path)).toBe(false);
});

test.each([
  'pads/node_modules/zod/index.js',
  'pads/test/pads.test.ts',
  'pads/tests',
  'pads/coverage/index.html',
  'pads/.git/HEAD',
  '.DS_Store',
  '.git/index',
  'pads/plugin.ts~',
  'pads/.plugin.ts.swp',
  'pads/plugin.ts.swp',
  'pads/plugin.ts.tmp',
  'pads/README.md',
  'pads\\test\\pads.test.ts',
])('%s is not', (path) => {
  expect(isIgnored(path)).toBe(true);
});
