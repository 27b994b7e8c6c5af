import { DiscordError } from '../errors.ts';
import { isSnowflake } from '../snowflake.ts';
import type { Emoji } from '../state/reactions.ts';

const VARIANT = '\uFE0F';

/**
 * The emoji of a route: a character, or `name:id` of a custom one. The local Discord keeps no custom emoji, so that it
 * takes every id for one that exists.
 * @throws DiscordError 10014 when it is neither.
 */
export function emojiOf(text: string): Emoji {
  const emoji = readEmoji(text);
  if (!emoji) throw new DiscordError(10014);
  return emoji;
}

/** The emoji that a text names, as above; undefined when it names none. */
export function readEmoji(text: string): Emoji | undefined {
  const [, name, id] = /^(?:a:)?(\w{2,32}):(\d+)$/.exec(text) ?? [];
  if (name && id && isSnowflake(id)) return { id, name, ...(text.startsWith('a:') && { animated: true }) };
  return isUnicodeEmoji(text) ? { id: null, name: text } : undefined;
}

/** Whether a text is one emoji; the variation selectors that make it fully qualified may be left out. */
function isUnicodeEmoji(text: string): boolean {
  if (text.length > 40) return false;
  const bare = text.replaceAll(VARIANT, '');
  const [first = '', ...rest] = bare;
  return [text, bare, bare + VARIANT, first + VARIANT + rest.join('')].some((form) =>
    /^\p{RGI_Emoji}$/v.test(form),
  );
}
