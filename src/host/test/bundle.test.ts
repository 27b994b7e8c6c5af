import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { isWithin } from '../bundle.ts';

test("a file is the plugin's own where it lies in the plugin's folder, however the machine writes paths", () => {
  for (const path of [
    '/bot/plugins/pads',
    '/bot/plugins/pads/settings.ts',
    '/bot/plugins/pads/..views/board.ts',
  ]) {
    expect(isWithin('/bot/plugins/pads', path, posix), path).toBe(true);
  }
  for (const path of ['/bot/plugins', '/bot/plugins/pads-old/settings.ts', '/bot/src/sdk/index.ts', '/']) {
    expect(isWithin('/bot/plugins/pads', path, posix), path).toBe(false);
  }
  const folder = String.raw`C:\bot\plugins\pads`;
  expect(isWithin(folder, String.raw`C:\bot\plugins\pads\views\board.ts`, win32)).toBe(true);
  for (const path of [
    String.raw`C:\bot\plugins\pads-old\plugin.ts`,
    String.raw`C:\bot`,
    String.raw`D:\pads`,
  ]) {
    expect(isWithin(folder, path, win32), path).toBe(false);
  }
});
