import { escapeMarkdown } from 'discord.js';

/** No mention in a message with these notifies anybody: `allowedMentions: quiet`. */
export const quiet = { parse: [] };

/**
 * What people wrote, on one line, without any effect of Markdown, in at most `max` characters. Mentions in it are kept
 * from pinging by {@link quiet}.
 */
export function plain(text: string, max = 120): string {
  return plainLines(text.replace(/\s+/g, ' '), max);
}

/** As {@link plain}, with its line breaks. */
export function plainLines(text: string, max: number): string {
  // Looking for links takes as many steps as the cube of the text's length. What is cut off need not be looked at.
  const whole = escapeMarkdown(text.trim().slice(0, max + 1), { heading: true, maskedLink: true });
  if (whole.length <= max) {
    return whole;
  }
  let clipped = '';
  // A mark and its backslash stay together, as do the halves of an emoji.
  for (const [char] of whole.matchAll(/\\.|./gsu)) {
    if (clipped.length + char.length >= max) {
      break;
    }
    clipped += char;
  }
  return `${clipped}…`;
}
