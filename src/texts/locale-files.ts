import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Locale } from '../sdk/texts.ts';
import { discordLocales, sourceLocale } from './fallback.ts';

/** The texts of one language by their whole key: `refusals.pad-taken`. */
export type FlatTexts = Readonly<Record<string, string>>;

/** The texts of a plugin by language. */
export type LocaleTexts = Readonly<Record<Locale, FlatTexts>>;

/** A locale file that cannot be used. */
export class LocaleProblem extends Error {
  /** As `en-US.json:12`; without a line when the whole file is meant. */
  readonly place: string;
  /** What is wrong there. */
  readonly reason: string;

  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(`${place}: ${reason}`, options);
    this.name = 'LocaleProblem';
    this.place = place;
    this.reason = reason;
  }
}

/**
 * Reads the locale files of a folder: `<language>.json`, texts nested by their keys. No folder means no texts.
 * @throws LocaleProblem when a file is wrong, or `en-US.json` is not there.
 */
export async function readLocales(folder: string): Promise<LocaleTexts> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const locales = await Promise.all(
    names.map(async (name) => [localeOf(name), await readTexts(join(folder, name))] as const),
  );
  if (names.length > 0 && !names.includes(`${sourceLocale}.json`)) {
    throw new LocaleProblem(`${sourceLocale}.json`, 'is missing: it is read where a language has no text');
  }
  return Object.fromEntries(locales);
}

/** Puts the texts of several folders together. @throws LocaleProblem when two of them have the same key. */
export function mergeLocales(folders: readonly LocaleTexts[]): LocaleTexts {
  const merged: Record<Locale, Record<string, string>> = {};
  for (const folder of folders) {
    for (const [locale, texts] of Object.entries(folder)) {
      const whole = (merged[locale] ??= {});
      for (const [key, text] of Object.entries(texts)) {
        if (key in whole) {
          throw new LocaleProblem(`${locale}.json`, `"${key}" stands in two folders`);
        }
        whole[key] = text;
      }
    }
  }
  return merged;
}

function localeOf(name: string): Locale {
  const locale = basename(name, '.json');
  if (!discordLocales.includes(locale)) {
    throw new LocaleProblem(name, `"${locale}" is no language of Discord: use ${discordLocales.join(', ')}`);
  }
  return locale;
}

async function readTexts(file: string): Promise<FlatTexts> {
  const name = basename(file);
  const source = await readFile(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    const message = (error as Error).message;
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? source.length);
    throw new LocaleProblem(`${name}:${lineAt(source, position)}`, message, { cause: error });
  }
  return flatten(json, (path, message) => {
    throw new LocaleProblem(`${name}:${lineOf(source, path)}`, message);
  });
}

/** Turns texts nested by their keys into one level. `refuse` is told of what is no text. */
export function flatten(
  json: unknown,
  refuse: (path: readonly string[], message: string) => never,
): FlatTexts {
  const texts: Record<string, string> = {};
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      texts[path.join('.')] = value;
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      refuse(path, `"${path.join('.')}" must be a text, or keys with texts`);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (key.includes('.')) {
        refuse([...path, key], `"${key}" must not have a dot in it: nest the keys`);
      }
      walk(inner, [...path, key]);
    }
  };
  walk(json, []);
  return texts;
}

function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

/** The line where the last key of a path stands; each key comes somewhere behind the one before it. */
function lineOf(source: string, path: readonly string[]): number {
  let position = 0;
  for (const key of path) {
    const found = source.indexOf(`${JSON.stringify(key)}:`, position);
    position = found < 0 ? position : found;
  }
  return lineAt(source, position);
}
