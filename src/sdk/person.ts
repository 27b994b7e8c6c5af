import { userMention } from 'discord.js';
import type { Translate } from './texts.ts';

/** Stands in rows where a user was who asked to be forgotten. */
export const forgotten = 'forgotten';

/**
 * A user as a mention; whoever is gone or no person is named in words.
 * @param t the plugin's own texts, with `words.somebody` and `words.automatic`.
 */
export function person(user: string, t: Translate): string {
  return user === forgotten
    ? t('words.somebody')
    : /^\d+$/.test(user)
      ? userMention(user)
      : t('words.automatic');
}
