/** An emoji of a server, as Discord writes it in texts. */
const custom = /^<(a?):(\w{2,32}):(\d{17,20})>$/;

/** One emoji, and nothing else: Discord refuses a button with anything else. */
const usual = /^\p{RGI_Emoji}$/v;

/** A text as one emoji that Discord knows: a usual one, or one of a server. @returns undefined when it is none. */
export function goodEmoji(text: string): string | undefined {
  // Some keyboards leave out the sign that says "as a picture".
  return [text, `${text}\u{fe0f}`].find((one) => usual.test(one) || custom.test(one));
}

/** The emoji of a button or a choice. @param there whether the bot can use an emoji of a server, by its id. */
export function componentEmoji(
  emoji: string | null | undefined,
  there: (id: string) => boolean,
): { readonly id?: string; readonly name: string; readonly animated?: boolean } | undefined {
  const [, animated, name, id] = custom.exec(emoji ?? '') ?? [];
  if (name && id) {
    return there(id) ? { id, name, animated: animated === 'a' } : undefined;
  }
  return emoji ? { name: emoji } : undefined;
}
