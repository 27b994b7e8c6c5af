import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import { type Ground, nowOf } from './wire/ground.ts';

interface Remembered<T> {
  readonly outcome: T;
  /** When it was asked for, in Unix milliseconds: the answer is no older than that. */
  readonly asked: number;
}

export interface RecallOptions {
  /** How long an outcome is good for, in ms. */
  readonly lasts: number;
  /** How many outcomes are kept. */
  readonly size?: number;
}

/** Remembers outcomes for a short while, and asks one question once when several ask it together. */
export class Recall<T extends { readonly kind: string }> {
  readonly #ground: Pick<Ground, 'clock'>;
  readonly #lasts: number;
  readonly #size: number;
  readonly #remembered = new Map<string, Remembered<T>>();
  readonly #underway = new Map<string, Promise<T>>();

  constructor(ground: Pick<Ground, 'clock'>, { lasts, size = 5_000 }: RecallOptions) {
    this.#ground = ground;
    this.#lasts = lasts;
    this.#size = size;
  }

  /** The outcome of `read` under this key, remembered or new. Trouble is never remembered. */
  get(key: string, ask: Ask, read: () => Promise<T>): Promise<T> {
    const known = this.remembered(key, ask);
    if (known) {
      return Promise.resolve(known);
    }
    // Nobody may end up waiting as long as somebody more patient does.
    const question = `${key} ${ask.fresh} ${ask.background} ${ask.patience}`;
    const underway = this.#underway.get(question);
    if (underway) {
      return underway;
    }
    const reading = this.#read(key, read).finally(() => this.#underway.delete(question));
    this.#underway.set(question, reading);
    return reading;
  }

  /** The outcome under this key, when there is one that will do. */
  remembered(key: string, { fresh }: Pick<Ask, 'fresh'>): T | undefined {
    const known = this.#remembered.get(key);
    return known && !fresh && this.#isGood(known) ? known.outcome : undefined;
  }

  /** Remembers an outcome that came together with others. @param asked when it was asked for, in Unix milliseconds. */
  learn(key: string, outcome: T, asked: number): void {
    const known = this.#remembered.get(key);
    // A slow answer must not replace a newer one.
    if (!isTrouble(outcome) && !(known && known.asked > asked && this.#isGood(known))) {
      this.#remember(key, { outcome, asked });
    }
  }

  async #read(key: string, read: () => Promise<T>): Promise<T> {
    const asked = nowOf(this.#ground);
    const outcome = await read();
    this.learn(key, outcome, asked);
    return outcome;
  }

  #remember(key: string, remembered: Remembered<T>): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, remembered);
    if (this.#remembered.size > this.#size) {
      const [oldest] = this.#remembered.keys();
      this.#remembered.delete(oldest!);
    }
  }

  #isGood({ asked }: Remembered<T>): boolean {
    const age = nowOf(this.#ground) - asked;
    return age >= 0 && age < this.#lasts;
  }
}
