import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copiesName, tidy } from '../../transcripts/attempts.ts';

const hour = 60 * 60_000;

test('what another process is making stays; what was before goes at once, and what a crash left behind a day later', async ({
  onTestFinished,
}) => {
  const home = await mkdtemp(join(tmpdir(), 'guildhall-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const now = Date.now();
  const ages = { named: 100, before: 2, crashed: 25, young: 1, [copiesName]: 200 };
  for (const [name, age] of Object.entries(ages)) {
    const folder = join(home, name);
    await mkdir(folder);
    await writeFile(join(folder, 'page.html'), name);
    await utimes(folder, (now - age * hour) / 1_000, (now - age * hour) / 1_000);
  }
  await tidy(home, { named: 'transcripts/1/named', needless: 'transcripts/1/before', now });
  expect((await readdir(home)).sort()).toEqual([copiesName, 'named', 'young']);
  // A row that names what was needless a moment ago has the last word.
  await tidy(home, { named: 'named', needless: 'named', now });
  await tidy(home, { named: null, needless: null, now });
  expect((await readdir(home)).sort()).toEqual([copiesName, 'young']);
  await tidy(join(home, 'gone'), { named: null, needless: null, now });
});
