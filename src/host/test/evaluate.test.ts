import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { bundle } from '../bundle.ts';
import { evaluate } from '../evaluate.ts';

const folder = mkdtempSync(join(tmpdir(), 'guildhall-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the errors of a plugin name the lines that its developer wrote, however long it lives', async () => {
  process.setSourceMapsEnabled(true);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  writeFileSync(join(folder, 'package.json'), '{ "name": "wild", "version": "1.0.0", "type": "module" }');
  writeFileSync(
    join(folder, 'plugin.ts'),
    [
      '// One line.',
      'export default {',
      '  fail(): never {',
      "    throw new Error('gone wild');",
      '  },',
      '};',
    ].join('\n'),
  );
  const { plugin } = await evaluate(await bundle(folder, 'sqlite'), folder, 1);

  for (let round = 0; round < 3; round += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const known = findSourceMap(join(folder, 'plugin.generation-1.cjs'));
  expect(known?.payload.sources).toContainEqual(expect.stringContaining('/plugin.ts'));
  expect(plugin).toBeDefined();
});
