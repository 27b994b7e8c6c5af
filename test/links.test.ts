import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

test('every file that a page refers to is there', async () => {
  const pages: string[] = [];
  for await (const page of glob('**/*.md', { cwd: root, exclude: (path) => /node_modules/.test(path) })) {
    pages.push(page);
  }
  const dead: string[] = [];
  for (const page of pages) {
    const text = await readFile(join(root, page), 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
      if (!existsSync(join(root, dirname(page), target!))) {
        dead.push(`${page} refers to ${target}`);
      }
    }
  }

  expect(pages).toContain('README.md');
  expect(dead).toEqual([]);
});
