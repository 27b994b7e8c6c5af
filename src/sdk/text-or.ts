import type { Translate } from './texts.ts';

/** A text that a plugin should have, and what is shown when it does not. */
export function textOr(t: Translate, key: string, otherwise: string): string {
  const text = t(key);
  return text === key ? otherwise : text;
}
