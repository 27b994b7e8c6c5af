import { type DeclaredCapability, forgotten, type Translate } from '@guildhall/sdk';
import { roleMention, userMention } from 'discord.js';
import type { Grant } from '../entities/grant.ts';

export function person(user: string, t: Translate): string {
  return user === forgotten ? t('words.somebody') : userMention(user);
}

/** Whom something was given to. The role of everybody has the guild's id. */
export function principal({
  kind,
  principal: id,
  guild,
}: Pick<Grant, 'kind' | 'principal' | 'guild'>): string {
  if (kind === 'user') {
    return userMention(id);
  }
  return id === guild ? '@everyone' : roleMention(id);
}

/** `Pads: Host trainings`, `Pads: everything`; the bare name of what is not loaded now. */
export function whatName(
  what: string,
  declared: readonly DeclaredCapability[],
  locale: string,
  t: Translate,
): string {
  const one = declared.find(({ name }) => name === what);
  if (one) {
    return t('words.capability', { feature: one.feature(locale), does: one.text(locale) });
  }
  const all = declared.find(({ plugin }) => plugin === what);
  return all ? t('words.plugin', { feature: all.feature(locale) }) : t('words.unloaded', { what });
}
