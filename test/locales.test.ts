import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { serverSettings } from '../src/admin/server-settings.ts';
import { setting } from '../src/sdk/settings.ts';
import { mergeLocales, readLocales } from '../src/texts/locale-files.ts';
import { featureKeys, localeProblems } from './locale-check.ts';
import { hostLocaleFolders, isTest, pluginNames, root, sourceFiles } from './source-files.ts';

const codeOf = (folder: string) =>
  sourceFiles(folder)
    .filter((file) => !isTest(file))
    .map(({ text }) => text)
    .join('\n');

const host = mergeLocales(
  await Promise.all(hostLocaleFolders().map((folder) => readLocales(join(root, folder)))),
);

test('the host says everything in English and Spanish, and nothing that nobody asks for', () => {
  expect(localeProblems({ locales: host, code: codeOf('src'), settings: serverSettings })).toEqual([]);
});

test.for(pluginNames())('%s says everything in English and Spanish', async (name) => {
  const plugin = (await import(join(root, 'plugins', name, 'plugin.ts'))).default;
  const problems = localeProblems({
    locales: await readLocales(join(root, 'plugins', name, 'locales')),
    code: codeOf(join('plugins', name)),
    settings: plugin.definition.settings,
    elsewhere: host['en-US']!,
    required: [
      ...featureKeys,
      ...Object.keys(plugin.definition.capabilities ?? {}).map((name) => `capabilities.${name}`),
    ],
  });

  expect(problems).toEqual([]);
});

describe('the check sees', () => {
  const texts = {
    title: 'Pads',
    greet: 'Hello {{who}}',
    pads_one: '{{count}} pad',
    pads_other: '{{count}} pads',
  };
  const code = "t('title'); t('greet', { who }); t('pads', { count });";
  const good = { locales: { 'en-US': texts, 'es-ES': { ...texts } }, code };
  const spanish = (change: Record<string, string>) => ({
    ...good,
    locales: { 'en-US': texts, 'es-ES': { ...texts, ...change } },
  });
  const withBoth = (change: Record<string, string>, more = '') => ({
    locales: { 'en-US': { ...texts, ...change }, 'es-ES': { ...texts, ...change } },
    code: code + more,
  });

  test('nothing wrong in good texts', () => {
    expect(localeProblems(good)).toEqual([]);
  });

  test('a language that is missing', () => {
    expect(localeProblems({ locales: { 'en-US': texts }, code })).toEqual(['es-ES.json is missing']);
  });

  test('a text that one language does not have', () => {
    const { title: _, ...fewer } = texts;
    expect(localeProblems({ locales: { 'en-US': texts, 'es-ES': fewer }, code })).toEqual([
      'es-ES: title is missing',
    ]);
    expect(localeProblems(spanish({ extra: 'Más' }))).toEqual(['es-ES: extra is not in en-US']);
  });

  test('an empty text, and another placeholder', () => {
    expect(localeProblems(spanish({ title: ' ' }))).toEqual(['es-ES: title is empty']);
    expect(localeProblems(spanish({ greet: 'Hola {{quien}}' }))).toEqual([
      'es-ES: greet fills in quien, en-US fills in who',
    ]);
  });

  test('a text that nobody uses', () => {
    expect(localeProblems(withBoth({ left: 'Left over' }))).toEqual(['left is used nowhere']);
  });

  test('what the host says: good in words of its own, needless in the same', () => {
    const own = withBoth({ left: 'Left over' });
    expect(localeProblems({ ...own, elsewhere: { left: 'Rest' } })).toEqual([]);
    expect(localeProblems({ ...own, elsewhere: { left: 'Left over' } })).toEqual([
      'left is what the host says, too',
    ]);
  });

  test('texts that are used through a template or a table', () => {
    const more = { 'state.open': 'Open', 'state.shut': 'Shut', 'refusals.pad-taken': 'Taken' };
    expect(localeProblems(withBoth(more, `\`state.\${state}\`; type Why = 'pad-taken';`))).toEqual([]);
  });

  test('a key that has no text', () => {
    const asks = "t('gone'); new Refusal('pad-lost'); x.setDescription('about');";
    expect(localeProblems(withBoth({}, asks))).toEqual([
      'gone is used, and no text has this key',
      'about is used, and no text has this key',
      'refusals.pad-lost is used, and no text has this key',
    ]);
    expect(localeProblems({ ...withBoth({}, "t('gone')"), elsewhere: { gone: 'Gone' } })).toEqual([]);
    expect(localeProblems({ ...good, required: ['feature.name'] })).toEqual([
      'feature.name is used, and no text has this key',
    ]);
  });

  test('a setting without its texts', () => {
    const settings = z.object({ size: setting.choice(['small', 'big'], { default: 'small' }) });
    expect(localeProblems({ ...good, settings })).toEqual([
      'settings.size.name is used, and no text has this key',
      'settings.size.help is used, and no text has this key',
      'settings.size.options.small is used, and no text has this key',
      'settings.size.options.big is used, and no text has this key',
    ]);
  });

  test('a description that Discord would not take', () => {
    const wrong = ['en-US', 'es-ES'].map(
      (locale) => `${locale}: about.it has 101 characters, a description at most 100`,
    );
    const long = { 'about.it': 'x'.repeat(101) };
    expect(localeProblems(withBoth(long, ".setDescription('about.it')"))).toEqual(wrong);
    expect(localeProblems(withBoth(long, `.setDescription(\`about.\${name}\`)`))).toEqual(wrong);
  });
});
