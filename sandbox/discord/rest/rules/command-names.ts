import { Locale } from 'discord-api-types/v10';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';

/** A text by the language that it is in. */
export type Localizations = Readonly<Record<string, string>> | null | undefined;

/** What a command and its options are called by. */
export interface Named {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description_localizations?: Localizations;
}

/** Source: https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** A name (of a chat command or an option) and its translations: one word, in lower case where there is one. */
export function nameRules(
  { name, name_localizations: translations }: Named,
  errors: FormErrors,
  path: FormPath,
): void {
  const check = (text: string, at: FormPath): void => {
    const shaped = NAME.test(text);
    if (!shaped) errors.add(at, ...problem.noMatch);
    if (!shaped || text !== text.toLowerCase())
      errors.add(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  };
  check(name, [...path, 'name']);
  for (const [locale, text] of Object.entries(translations ?? {}))
    check(text, [...path, 'name_localizations', locale]);
}

const locales: readonly string[] = Object.values(Locale);

/** Translations are into languages that Discord has. */
export function localeRules(given: Omit<Named, 'name'>, errors: FormErrors, path: FormPath): void {
  for (const member of ['name_localizations', 'description_localizations'] as const)
    for (const locale of Object.keys(given[member] ?? {}))
      if (!locales.includes(locale)) errors.add([...path, member, locale], ...problem.choices(locales));
}
