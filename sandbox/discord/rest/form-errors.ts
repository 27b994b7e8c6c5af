import { DiscordError } from '../errors.ts';

export type FormPath = readonly (string | number)[];

/**
 * Gathers what is wrong with a body and writes it as Discord's error tree: one branch per member, `_errors` at the
 * leaves. Source: https://docs.discord.com/developers/reference#error-messages
 */
export class FormErrors {
  readonly #tree: Record<string, unknown> = {};
  #count = 0;

  add(path: FormPath, code: string, message: string): void {
    let branch = this.#tree;
    for (const step of path) branch = (branch[step] ??= {}) as Record<string, unknown>;
    const leaf = (branch._errors ??= []) as { code: string; message: string }[];
    leaf.push({ code, message });
    this.#count += 1;
  }

  get any(): boolean {
    return this.#count > 0;
  }

  /** @throws DiscordError 50035 with the tree, when there is any error. */
  throw(): void {
    if (this.any) throw new DiscordError(50035, { extra: { errors: this.#tree } });
  }
}

/** @throws DiscordError 50035 with this one error. */
export function refuseField(path: FormPath, code: string, message: string): never {
  const errors = new FormErrors();
  errors.add(path, code, message);
  errors.throw();
  throw new Error('unreachable');
}
