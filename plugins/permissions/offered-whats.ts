import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import permissions from './plugin.ts';
import { whatName } from './views/words.ts';

/** What Discord takes: choices, and characters of one. */
const limits = { choices: 25, name: 100 };

/** What may be given, by what somebody has typed so far. @param plugins also whole plugins. */
export function offeredWhats(
  { options, locale }: AutocompleteInteraction<'cached'>,
  plugins: boolean,
): ApplicationCommandOptionChoiceData<string>[] {
  const declared = permissions.host.capabilities.declared();
  const t = permissions.host.texts.in(locale);
  const typed = options.getFocused().trim().toLowerCase();
  const whole = plugins ? [...new Set(declared.map(({ plugin }) => plugin))] : [];
  return [...declared.map(({ name }) => name), ...whole]
    .map((what) => ({ value: what, name: `${whatName(what, declared, locale, t)} (${what})` }))
    .filter(({ name }) => name.toLowerCase().includes(typed))
    .map(({ name, value }) => ({ name: name.slice(0, limits.name), value }))
    .slice(0, limits.choices);
}
