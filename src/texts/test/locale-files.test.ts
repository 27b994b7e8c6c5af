import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mergeLocales, readLocales } from '../locale-files.ts';

const root = await mkdtemp(join(tmpdir(), 'locales-'));
afterAll(() => rm(root, { recursive: true }));

async function folder(files: Record<string, string>): Promise<string> {
  const path = await mkdtemp(join(root, 'plugin-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(path, name), text)));
  return path;
}

test('nested keys become one key with dots', async () => {
  const path = await folder({ 'en-US.json': '{ "a": { "b": "B", "c": { "d": "D" } } }', 'es-ES.json': '{}' });

  expect(await readLocales(path)).toEqual({ 'en-US': { 'a.b': 'B', 'a.c.d': 'D' }, 'es-ES': {} });
});

test('a folder that is not there has no texts', async () => {
  expect(await readLocales(join(root, 'none'))).toEqual({});
});

test.each([
  ['a comma too much', { 'en-US.json': '{\n  "a": "A",\n}\n' }, /^en-US\.json:3: /],
  ['a file that ends early', { 'en-US.json': '{\n  "a": "A",\n' }, /^en-US\.json:3: /],
  ['a number', { 'en-US.json': '{\n  "a": {\n    "b": 3\n  }\n}' }, /^en-US\.json:3: "a\.b" must be a text/],
  ['a list', { 'en-US.json': '{\n  "a": ["b"]\n}' }, /^en-US\.json:2: "a" must be a text/],
  ['a text alone', { 'en-US.json': '[]' }, /^en-US\.json:1: /],
  ['a dot in a key', { 'en-US.json': '{\n  "a.b": "c"\n}' }, /^en-US\.json:2: "a\.b" must not have a dot/],
  [
    'an unknown language',
    { 'en-US.json': '{}', 'xx.json': '{}' },
    /^xx\.json: "xx" is no language of Discord/,
  ],
  ['no English', { 'es-ES.json': '{}' }, /^en-US\.json: is missing/],
])('%s is refused, with file and line', async (_, files, message) => {
  await expect(readLocales(await folder(files))).rejects.toThrow(message);
});

test('the texts of several folders become one, unless two say the same key', () => {
  const one = { 'en-US': { a: 'A' }, 'es-ES': { a: 'A' } };

  expect(mergeLocales([one, { 'en-US': { b: 'B' } }])).toEqual({
    'en-US': { a: 'A', b: 'B' },
    'es-ES': { a: 'A' },
  });
  expect(() => mergeLocales([one, { 'es-ES': { a: 'Otra' } }])).toThrow('"a" stands in two folders');
});
