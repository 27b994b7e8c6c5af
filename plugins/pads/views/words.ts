import { forgotten, plain, type Translate } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { SessionKind } from '../entities/session.ts';

/** `3`, or `3 (North)`. */
export function padLabel(pad: number, name: string | undefined): string {
  return name ? `${pad} (${plain(name, 48)})` : String(pad);
}

export function person(user: string, t: Translate): string {
  return user === forgotten ? t('words.somebody') : userMention(user);
}

export function kindName(kind: SessionKind, t: Translate): string {
  return kind === 'training' ? t('words.training') : t('words.tryout');
}

/** As many people as fit, the rest as a number. */
export function people(users: readonly string[], shown: number, t: Translate): string {
  const names = users.slice(0, shown).map((user) => person(user, t));
  const rest = users.length - names.length;
  return [...names, ...(rest > 0 ? [t('words.more', { count: rest })] : [])].join(', ');
}
