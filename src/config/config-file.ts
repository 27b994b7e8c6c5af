import { checkContent, type SchemaOf } from './config-content.ts';
import type { ConfigLayer, ConfigProblem, Finding } from './config-layer.ts';
import { readJson } from './json-text.ts';

/**
 * One config file. What it says stays in force while a newer text of it is wrong. Plugins come and go, so a text that
 * was right may be wrong later: then what still fits of it counts.
 */
export class ConfigFile {
  /** For people. */
  readonly name: string;
  readonly guild: string | undefined;
  layer: ConfigLayer;
  problems: readonly ConfigProblem[] = [];
  #text: string | undefined;
  /** Of the newest text that is JSON. */
  #content: unknown;
  #notJson: Finding | undefined;
  /** The newest content without an error. */
  #good: { readonly content: unknown } | undefined;

  constructor(name: string, guild: string | undefined) {
    this.name = name;
    this.guild = guild;
    this.layer = { file: name, features: {}, settings: {} };
  }

  /** Takes a new text in; {@link check} says what comes of it. */
  async take(text: string): Promise<void> {
    if (text === this.#text) {
      return;
    }
    this.#text = text;
    const read = await readJson(text);
    if ('content' in read) {
      this.#content = read.content;
      this.#notJson = undefined;
    } else {
      this.#notJson = { path: '', severity: 'error', ...read };
    }
  }

  /** The file is there and cannot be read. */
  unreadable(reason: string): void {
    this.#text = undefined;
    this.#notJson = { path: '', severity: 'error', message: `the file cannot be read: ${reason}` };
  }

  /** Finds anew what is in force and what is wrong. */
  check(schemaOf: SchemaOf): void {
    const found = this.#content === undefined ? undefined : checkContent(this.#content, schemaOf);
    if (found && !found.findings.some(({ severity }) => severity === 'error')) {
      this.#good = { content: this.#content };
    }
    const inForce = this.#good ? checkContent(this.#good.content, schemaOf) : found;
    this.layer = { features: {}, settings: {}, ...inForce?.layer, file: this.name };
    const findings = this.#notJson ? [this.#notJson] : (found?.findings ?? []);
    this.problems = findings.map((finding) => ({ file: this.name, guild: this.guild, ...finding }));
  }
}
