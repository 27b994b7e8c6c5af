import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';

/** The files that docs/writing-a-plugin.md shows, by path: each is named in the sentence before it. */
async function shownFiles(): Promise<Record<string, string>> {
  const page = await readFile(new URL('../../docs/writing-a-plugin.md', import.meta.url), 'utf8');
  const found = page.matchAll(/^`plugins\/counter\/([^`]+)`[^\n]*(?:\n[^\n]+)*\n\n```\w+\n(.*?)```/gms);
  return Object.fromEntries([...found].map(([, path, content]) => [path!, content!]));
}

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

test('the plugin of the documentation runs as it is told there', async () => {
  const guild = stage.guild('Test', { owner: 'ada', channels: ['general'] });
  const ada = guild.owner;
  const files = await shownFiles();
  expect(Object.keys(files)).toContain('plugin.ts');

  await stage.plugins.write('counter', files);
  await guild.until(async () => (await stage.bot.plugin('counter'))?.state === 'running');
  await ada.slash('/features enable', { feature: 'counter' });
  await ada.until(() => ada.commands().includes('/counter'));
  expect((await ada.slash('/counter')).text).toContain('Pressed 0 times.');
  await ada.click('Press me');
  const pressed = await guild.member('bob').click('Press me');
  expect(pressed.text).toContain('Pressed 2 times.');
});
