import { readFileSync } from 'node:fs';
import type { Translate } from '@guildhall/sdk';
import { createInstance } from 'i18next';

const root = new URL('../../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

/** The texts of a plugin, and those of the host that plugins use. */
export function textsOf(plugin: string): (locale: 'en-US' | 'es-ES') => Translate {
  const i18n = createInstance();
  const translation = (locale: string) => ({
    ...read(`src/admin/locales/${locale}.json`),
    ...read(`plugins/${plugin}/locales/${locale}.json`),
  });
  i18n.init({
    initAsync: false,
    resources: {
      'en-US': { translation: translation('en-US') },
      'es-ES': { translation: translation('es-ES') },
    },
    interpolation: { escapeValue: false },
  });
  return (locale) => {
    const t = i18n.getFixedT(locale);
    return (key, values = {}) => t(key, values);
  };
}
