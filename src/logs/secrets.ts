const hidden = '[secret]';

/**
 * What is secret by its form, whoever brought it: a bot's token, the token in a webhook's or an interaction's address
 * (Discord's errors carry addresses), the password of an address.
 */
const forms: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/(?<![\w-])[\w-]{20,}\.[\w-]{6}\.[\w-]{27,}/g, hidden],
  [/((?:webhooks|interactions)\/\d+\/)[\w-]{20,}/g, `$1${hidden}`],
  [/(\b\w+:\/\/[^\s:@/"\\]*:)[^\s@/"\\]+@/g, `$1${hidden}@`],
];

/** The shortest text that is replaced wherever it stands. A shorter one would take half of the log with it. */
const shortest = 4;

/** Texts that must be seen nowhere: not in a log, an error, a page or a message. */
export class Secrets {
  readonly #known = new Set<string>();
  #pattern: RegExp | undefined;

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) {
      this.add(secret);
    }
  }

  /** Adds one that became known later. Texts of fewer than 4 characters are hidden in addresses only. */
  add(secret: string): void {
    if (secret.length < shortest) {
      return;
    }
    for (const written of writingsOf(secret)) {
      this.#known.add(written);
    }
    // The longest first: one secret may be a part of another.
    const longestFirst = [...this.#known].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map((written) => RegExp.escape(written)).join('|'), 'g');
  }

  /** The text with `[secret]` in the place of each secret, also where it is written for a URL or inside JSON. */
  scrub(text: string): string {
    const known = this.#pattern === undefined ? text : text.replace(this.#pattern, hidden);
    return forms.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), known);
  }
}

/** The ways in which a text comes to be written. */
function writingsOf(secret: string): string[] {
  const inJson = jsonEscaped(secret);
  return [secret, inJson, jsonEscaped(inJson), encodeURIComponent(secret), encodeURI(secret)];
}

const jsonEscaped = (text: string) => JSON.stringify(text).slice(1, -1);
