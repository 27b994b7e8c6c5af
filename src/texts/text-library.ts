import { createInstance, type i18n } from 'i18next';
import type { Locale, Translate } from '../sdk/texts.ts';
import { discordLocales, fallbackChain, sourceLocale } from './fallback.ts';
import type { FlatTexts, LocaleTexts } from './locale-files.ts';

/** A text of a command menu, as Discord takes it: one for everybody and those of other languages. */
export interface Localizations {
  readonly default: string;
  readonly others: Readonly<Record<Locale, string>>;
}

/** The texts of one generation of one plugin. */
export interface TextSet {
  /** The keys that `en-US` has. */
  readonly keys: readonly string[];
  /** The languages that have a file. */
  readonly locales: readonly Locale[];
  /**
   * Finds texts for someone who reads `locale`: in that language, a related one, or English; then among the host's own
   * texts. A key that is nowhere gives the key, and is reported once.
   */
  in(locale: Locale): Translate;
  /** The text of `key` in every language of Discord that has a file. @returns undefined when the key is not there. */
  localizations(key: string): Localizations | undefined;
  /** Takes the texts out. What is asked afterwards finds the host's texts only. */
  remove(): void;
}

/**
 * The texts of the host and of every plugin generation. Two generations of a plugin stand side by side, each with its
 * own set, so that a swap changes no sentence halfway.
 */
export class TextLibrary {
  readonly #i18n: i18n;
  readonly #host: string;
  readonly #missing: (name: string, key: string) => void;
  #added = 0;

  /**
   * @param host the host's own texts, which every set falls back to.
   * @param missing told once for each key that a set does not have.
   */
  constructor(host: LocaleTexts, missing: (name: string, key: string) => void) {
    this.#missing = missing;
    this.#i18n = createInstance();
    this.#i18n.init({
      initAsync: false,
      resources: {},
      ns: [],
      load: 'currentOnly',
      fallbackLng: false,
      keySeparator: false,
      nsSeparator: false,
      // Discord is no HTML: `escapeValue` would write `&amp;` for people to read.
      interpolation: { escapeValue: false },
    });
    this.#host = this.#insert('guildhall', host);
    this.host = this.#setOf('guildhall', this.#host, host);
  }

  /** The host's own texts. */
  readonly host: TextSet;

  /** Takes the texts of one generation in. `name` is the plugin's, for reports. */
  add(name: string, locales: LocaleTexts): TextSet {
    return this.#setOf(name, this.#insert(name, locales), locales);
  }

  #insert(name: string, locales: LocaleTexts): string {
    this.#added += 1;
    const namespace = `${name}@${this.#added}`;
    for (const [locale, texts] of Object.entries(locales)) {
      this.#i18n.addResourceBundle(locale, namespace, withAllPlurals(locale, texts));
    }
    return namespace;
  }

  #setOf(name: string, namespace: string, locales: LocaleTexts): TextSet {
    const files = Object.keys(locales);
    const reported = new Set<string>();
    const report = (key: string) => {
      if (!reported.has(key)) {
        reported.add(key);
        this.#missing(name, key);
      }
    };
    return {
      keys: Object.keys(locales[sourceLocale] ?? {}),
      locales: files,
      in: (locale) => {
        const [lng = sourceLocale, ...fallbackLng] = fallbackChain(locale, [
          ...new Set([...files, ...this.host.locales]),
        ]);
        const fixed = { lng, fallbackLng, ns: [namespace, this.#host] } as const;
        return (key, values = {}) => {
          const count = typeof values.count === 'number' ? { count: values.count } : {};
          const text = this.#i18n.t(key, { ...fixed, ...count, replace: values });
          if (text === key) {
            report(key);
          }
          return text;
        };
      },
      localizations: (key) => {
        const source = locales[sourceLocale]?.[key];
        if (source === undefined && looksLikeKey.test(key)) {
          report(key);
        }
        return source === undefined ? undefined : { default: source, others: othersOf(key, locales) };
      },
      remove: () => {
        for (const locale of files) {
          this.#i18n.removeResourceBundle(locale, namespace);
        }
      },
    };
  }
}

/** What stands in a menu is a key, or the text itself. */
const looksLikeKey = /^[\w-]+(\.[\w-]+)+$/;

function othersOf(key: string, locales: LocaleTexts): Record<Locale, string> {
  const others: Record<Locale, string> = {};
  for (const locale of discordLocales) {
    const [best] = fallbackChain(locale, Object.keys(locales));
    const text = best === sourceLocale ? undefined : locales[best!]?.[key];
    if (text !== undefined) {
      others[locale] = text;
    }
  }
  return others;
}

/** Languages have different numbers of plurals (Spanish has one for a million): `_other` serves those without a text. */
function withAllPlurals(locale: Locale, texts: FlatTexts): FlatTexts {
  const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
  const filled: Record<string, string> = {};
  for (const [key, text] of Object.entries(texts)) {
    if (key.endsWith('_other')) {
      const stem = key.slice(0, -'other'.length);
      for (const category of pluralCategories) {
        filled[stem + category] = text;
      }
    }
  }
  return { ...filled, ...texts };
}
