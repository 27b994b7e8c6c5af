import type { Translate } from '@guildhall/sdk';
import { createInstance } from 'i18next';
import english from '../locales/en-US.json' with { type: 'json' };
import spanish from '../locales/es-ES.json' with { type: 'json' };

const page = { page: { previous: 'Back a page', next: 'Next page', of: 'Page {{page}} of {{pages}}' } };

const i18n = createInstance();
i18n.init({
  initAsync: false,
  resources: {
    'en-US': { translation: { ...english, ...page } },
    'es-ES': { translation: { ...spanish, ...page } },
  },
  interpolation: { escapeValue: false },
});

/** The plugin's texts, and those of the host that it uses. */
export const textsIn = (locale: 'en-US' | 'es-ES'): Translate => {
  const t = i18n.getFixedT(locale);
  return (key, values = {}) => t(key, values);
};
