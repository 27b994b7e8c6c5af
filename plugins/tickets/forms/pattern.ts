/** Patterns that have a name. Each reads a text once from left to right, however long it is. */
export const namedPatterns = {
  letters: /^\p{L}+$/u,
  digits: /^\d+$/,
  email: /^[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,8}$/,
  link: /^https?:\/\/[^\s/]{1,253}(?:\/\S*)?$/i,
  /** 3 to 20 letters, digits and underscores. https://en.help.roblox.com/hc/en-us/articles/203313380 */
  roblox: /^[a-z0-9_]{3,20}$/i,
} as const satisfies Readonly<Record<string, RegExp>>;

export type PatternName = keyof typeof namedPatterns;

export const patternNames = Object.keys(namedPatterns) as PatternName[];

/** The name of a pattern that has one. */
export const nameIn = (pattern: string): PatternName | undefined =>
  patternNames.find((name) => name === pattern.trim().toLowerCase());

/** Signs of a mask that stand for others. */
const stands: Readonly<Record<string, (sign: string) => boolean>> = {
  '#': (sign) => /\d/.test(sign),
  '@': (sign) => /\p{L}/u.test(sign),
  '?': () => true,
};

interface MaskSign {
  readonly any: boolean;
  readonly takes: (sign: string) => boolean;
}

/**
 * Whether a text is as a pattern says: one of {@link namedPatterns} by its name, or a mask in which `#` stands for a
 * digit, `@` for a letter, `?` for any sign and `*` for any number of them. Others stand for themselves, whatever their
 * case; `\` takes its meaning from the sign behind it.
 *
 * No regular expression is made of what people write: it takes at most as many steps as the mask's length times the
 * text's.
 */
export function fits(pattern: string, text: string): boolean {
  const name = nameIn(pattern);
  return name ? namedPatterns[name].test(text) : fitsMask(maskOf(pattern), [...text]);
}

function maskOf(pattern: string): MaskSign[] {
  const mask: MaskSign[] = [];
  const signs = [...pattern];
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at]!;
    if (sign === '\\' && at + 1 < signs.length) {
      at += 1;
      mask.push(literal(signs[at]!));
    } else if (sign === '*') {
      mask.push({ any: true, takes: () => true });
    } else {
      mask.push(Object.hasOwn(stands, sign) ? { any: false, takes: stands[sign]! } : literal(sign));
    }
  }
  return mask;
}

const literal = (sign: string): MaskSign => ({
  any: false,
  takes: (other) => other.toLowerCase() === sign.toLowerCase(),
});

/** Goes back to the last `*` alone: what an earlier one took never needs to change. */
function fitsMask(mask: readonly MaskSign[], text: readonly string[]): boolean {
  let [at, place] = [0, 0];
  let star: { readonly after: number; taken: number } | undefined;
  while (place < text.length) {
    const sign = mask[at];
    if (sign?.any) {
      star = { after: at + 1, taken: place };
      at += 1;
    } else if (sign?.takes(text[place]!)) {
      at += 1;
      place += 1;
    } else if (star) {
      star.taken += 1;
      at = star.after;
      place = star.taken;
    } else {
      return false;
    }
  }
  return mask.slice(at).every(({ any }) => any);
}
