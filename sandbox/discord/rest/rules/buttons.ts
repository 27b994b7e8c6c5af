import { ButtonStyle } from 'discord-api-types/v10';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { linkRules, schemes } from './links.ts';

export interface Emoji {
  readonly id?: string | null;
  readonly name?: string | null;
}

export interface Button {
  readonly style: number;
  readonly custom_id?: string | null;
  readonly label?: string | null;
  readonly url?: string | null;
  readonly sku_id?: string | null;
  readonly emoji?: Emoji | null;
}

const twoTargets = [
  'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  'A custom id and url cannot both be specified',
] as const;

/**
 * What a button must have, and must not, by its style. Source:
 * https://docs.discord.com/developers/components/reference#button
 */
export function buttonRules(button: Button, errors: FormErrors, path: FormPath): void {
  const { style, custom_id: customId, url, sku_id: sku, label, emoji } = button;
  const at = (member: string): FormPath => [...path, member];
  if (style === ButtonStyle.Premium) {
    if (!sku) errors.add(at('sku_id'), 'BUTTON_COMPONENT_SKU_ID_REQUIRED', 'A sku id is required');
    for (const member of ['custom_id', 'url', 'label', 'emoji'] as const)
      if (button[member])
        errors.add(
          at(member),
          'BUTTON_COMPONENT_PREMIUM_FIELD_INVALID',
          `Premium buttons cannot have the field ${member}`,
        );
    return;
  }
  if (sku)
    errors.add(at('sku_id'), 'BUTTON_COMPONENT_SKU_ID_INVALID', 'Only premium buttons can have a sku id');
  if (customId && url) {
    errors.add(at('custom_id'), ...twoTargets);
    errors.add(at('url'), ...twoTargets);
  } else if (style === ButtonStyle.Link) {
    if (customId) errors.add(at('custom_id'), ...twoTargets);
    if (!url) errors.add(at('url'), 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
  } else {
    if (url) errors.add(at('url'), ...twoTargets);
    if (!customId)
      errors.add(at('custom_id'), 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
  }
  linkRules(url, schemes.button, errors, at('url'));
  if (!label && !emoji) errors.add(at('label'), ...problem.required);
  emojiRules(emoji, errors, at('emoji'));
}

/** An emoji is one of Unicode's, or has the id of a custom one. */
export function emojiRules(emoji: Emoji | null | undefined, errors: FormErrors, path: FormPath): void {
  if (!emoji || emoji.id) return;
  if (!isUnicodeEmoji(emoji.name ?? ''))
    errors.add([...path, 'name'], 'BUTTON_COMPONENT_INVALID_EMOJI', 'Invalid emoji');
}

/** Digits and `#` belong to emoji only with what follows them (`1️⃣`). */
const isUnicodeEmoji = (name: string): boolean =>
  /^[\p{Emoji}\p{Emoji_Component}]+$/u.test(name) && !/^[\d#*]+$/.test(name);
