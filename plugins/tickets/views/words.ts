import type { Translate } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import { forgotten } from '../data-duties.ts';

/** `0042`, as it stands in the name of the channel. */
export const numberWords = (number: number) => String(number).padStart(4, '0');

/** A user as a mention; whoever is gone or no person is named in words. */
export function person(user: string, t: Translate): string {
  return user === forgotten
    ? t('words.somebody')
    : /^\d+$/.test(user)
      ? userMention(user)
      : t('words.automatic');
}
