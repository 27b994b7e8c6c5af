import { escapeMarkdown } from 'discord.js';

/**
 * What people wrote, on one line, without any effect of Markdown, in at most `max` characters. Mentions in it are kept
 * from pinging by `allowedMentions`.
 */
export function plain(text: string, max: number): string {
  const whole = escapeMarkdown(text.replace(/\s+/g, ' ').trim(), { heading: true, maskedLink: true });
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
