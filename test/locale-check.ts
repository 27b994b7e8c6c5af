import { type SettingsSchema, settingMeta } from '../src/sdk/settings.ts';
import { sourceLocale } from '../src/texts/fallback.ts';
import type { FlatTexts, LocaleTexts } from '../src/texts/locale-files.ts';

/** A plugin, or the host, whose texts are checked. */
export interface Checked {
  readonly locales: LocaleTexts;
  /** The code without its tests, as one text. */
  readonly code: string;
  readonly settings?: SettingsSchema | undefined;
  /** Texts that are found elsewhere when they are not here: for a plugin, the host's. */
  readonly elsewhere?: FlatTexts;
  /** Keys that the host asks a plugin for. */
  readonly required?: readonly string[];
}

/** What the host asks every plugin for: how its feature is called, and what it does. */
export const featureKeys = ['feature.name', 'feature.help'] as const;

/** Discord's limit for the description of a command or option, in characters. */
const descriptionLimit = 100;

const languages = [sourceLocale, 'es-ES'];

/** Finds what is wrong with the texts: one sentence each. */
export function localeProblems(checked: Checked): string[] {
  const missing = languages.filter((locale) => !checked.locales[locale]);
  if (missing.length > 0) {
    return missing.map((locale) => `${locale}.json is missing`);
  }
  const wanted = keysInCode(checked);
  return [
    ...differences(checked.locales),
    ...unknown(checked, wanted),
    ...unused(checked, wanted),
    ...tooLong(checked, wanted),
  ];
}

function differences(locales: LocaleTexts): string[] {
  const source = locales[sourceLocale]!;
  return Object.entries(locales).flatMap(([locale, texts]) => [
    ...Object.keys(source).flatMap((key) => (key in texts ? [] : [`${locale}: ${key} is missing`])),
    ...Object.entries(texts).flatMap(([key, text]) => {
      if (text.trim() === '') {
        return [`${locale}: ${key} is empty`];
      }
      if (source[key] === undefined) {
        return [`${locale}: ${key} is not in ${sourceLocale}`];
      }
      const expected = placeholders(source[key]);
      return placeholders(text) === expected
        ? []
        : [`${locale}: ${key} fills in ${placeholders(text)}, ${sourceLocale} fills in ${expected}`];
    }),
  ]);
}

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name))].sort().join(', ') || 'nothing';

interface WantedKeys {
  /** Keys that code names in full, so that they must be there. */
  readonly exact: ReadonlySet<string>;
  /** Keys that code may mean. */
  readonly literals: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
  /** Which keys describe commands and options. */
  readonly describes: (key: string) => boolean;
}

const quoted = String.raw`\s*(['"\`])([^'"\`$\n]+)\1`;
const all = (code: string, start: string) =>
  [...code.matchAll(new RegExp(start + quoted, 'g'))].map((m) => m[2]!);

/** By convention: `t('key')`, `setDescription('key')`, `new Refusal('code')`, `refuse('code')`, the settings' texts. */
function keysInCode({ code, settings, required = [] }: Checked): WantedKeys {
  const descriptions = all(code, String.raw`\.setDescription\(`);
  const described = patternsOf(code, String.raw`\.setDescription\(\s*`);
  const refusals = all(code, String.raw`\b(?:new Refusal|refuse)\(`).map((refusal) => `refusals.${refusal}`);
  const literals = [...code.matchAll(/(['"`])([\w.-]+)\1/g)].map((match) => match[2]!);
  return {
    exact: new Set([
      ...all(code, String.raw`\bt\(`),
      ...descriptions,
      ...refusals,
      ...settingKeys(settings),
      ...required,
    ]),
    // A refusal's code may stand anywhere, in a type or a table.
    literals: new Set(literals.flatMap((literal) => [literal, `refusals.${literal}`])),
    // The log channel of a guild asks for what was done.
    patterns: [...patternsOf(code, ''), /^audit\./],
    describes: (key) => descriptions.includes(key) || described.some((pattern) => pattern.test(key)),
  };
}

/** The keys that templates make: `state.${state}` makes all that begin with `state.`. */
function patternsOf(code: string, before: string): RegExp[] {
  const template = new RegExp(`${before}\`((?:[\\w.-]|\\$\\{[^{}\`]*\\})+)\``, 'g');
  return [...code.matchAll(template)]
    .map((match) => match[1]!.replace(/\$\{[^}]*\}/g, '\0'))
    .filter((parts) => parts.includes('\0') && parts.includes('.'))
    .map((parts) => new RegExp(`^${parts.replaceAll('.', '\\.').replaceAll('\0', '.+')}$`));
}

function settingKeys(settings: SettingsSchema | undefined): string[] {
  return Object.entries(settings?.shape ?? {}).flatMap(([field, schema]) => [
    `settings.${field}.name`,
    `settings.${field}.help`,
    ...(settingMeta(schema)?.options ?? []).map((option) => `settings.${field}.options.${option}`),
  ]);
}

/** `pads_one` and `pads_other` are asked for as `pads`. */
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

function unknown({ locales, elsewhere = {} }: Checked, wanted: WantedKeys): string[] {
  const known = new Set([...Object.keys(locales[sourceLocale]!), ...Object.keys(elsewhere)].map(stem));
  return [...wanted.exact]
    .filter((key) => !known.has(key))
    .map((key) => `${key} is used, and no text has this key`);
}

/** A plugin may say what the host says in words of its own. Its settings are its own anyway. */
function unused({ locales, elsewhere = {} }: Checked, { exact, literals, patterns }: WantedKeys): string[] {
  return Object.entries(locales[sourceLocale]!).flatMap(([key, text]) => {
    const asked = stem(key);
    if (key in elsewhere && !key.startsWith('settings.')) {
      return text === elsewhere[key] ? [`${key} is what the host says, too`] : [];
    }
    return exact.has(asked) || literals.has(asked) || patterns.some((pattern) => pattern.test(asked))
      ? []
      : [`${key} is used nowhere`];
  });
}

function tooLong({ locales }: Checked, { describes }: WantedKeys): string[] {
  return Object.entries(locales).flatMap(([locale, texts]) =>
    Object.entries(texts)
      .filter(([key, text]) => describes(key) && text.length > descriptionLimit)
      .map(
        ([key, { length }]) =>
          `${locale}: ${key} has ${length} characters, a description at most ${descriptionLimit}`,
      ),
  );
}
