import { readFileSync } from 'node:fs';
import type { Translate } from '@guildhall/sdk';
import { createInstance } from 'i18next';
import { hostLocaleFolders } from '../source-files.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

/** The texts of a plugin, and those of the host that plugins use. */
export function textsOf(plugin: string): (locale: 'en-US' | 'es-ES') => Translate {
  const i18n = createInstance();
  i18n.init({ initAsync: false, resources: {}, interpolation: { escapeValue: false } });
  for (const folder of [...hostLocaleFolders(), `plugins/${plugin}/locales`]) {
    for (const locale of ['en-US', 'es-ES']) {
      i18n.addResourceBundle(locale, 'translation', read(`${folder}/${locale}.json`), true, true);
    }
  }
  return (locale) => {
    const t = i18n.getFixedT(locale);
    return (key, values = {}) => t(key, values);
  };
}
