import type { Scope } from '../sdk/scope.ts';

interface Effect {
  readonly label: string;
  /** Taken off when it is called. */
  dispose: (() => unknown) | undefined;
}

/** How long one disposer may take, in ms. */
const disposeLimit = 5_000;

/** The effects of one generation. See {@link Scope}. */
export class GenerationScope implements Scope {
  readonly #effects = new Set<Effect>();
  readonly #abort = new AbortController();
  readonly #report: (label: string, error: unknown) => void;
  #guard: (label: string, run: () => unknown) => unknown = (_label, run) => run();

  /** @param report is told of each error that a timer or a disposer throws. */
  constructor(report: (label: string, error: unknown) => void) {
    this.#report = report;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** What runs timers: the gate, once the generation is bound to it. */
  set guard(guard: (label: string, run: () => unknown) => unknown) {
    this.#guard = guard;
  }

  /** The labels of what is alive, oldest first. */
  labels(): string[] {
    return [...this.#effects].map(({ label }) => label);
  }

  use(label: string, dispose: () => unknown): () => Promise<void> {
    const effect: Effect = { label, dispose };
    if (this.signal.aborted) {
      void this.#dispose(effect);
      throw new Error(`"${label}" came after its generation was retired, and was undone at once`);
    }
    this.#effects.add(effect);
    return () => this.#dispose(effect);
  }

  setTimeout(label: string, run: () => unknown, delay: number): () => void {
    const timer = setTimeout(() => {
      this.#effects.delete(effect);
      void this.#run(label, run);
    }, delay);
    const effect = this.#timer(label, () => clearTimeout(timer));
    return () => void this.#dispose(effect);
  }

  setInterval(label: string, run: () => unknown, period: number): () => void {
    const timer = setInterval(() => void this.#run(label, run), period);
    const effect = this.#timer(label, () => clearInterval(timer));
    return () => void this.#dispose(effect);
  }

  /** Undoes everything, newest first. @returns what went wrong, by label. */
  async close(): Promise<{ label: string; error: unknown }[]> {
    this.#abort.abort();
    const errors: { label: string; error: unknown }[] = [];
    for (const effect of [...this.#effects].reverse()) {
      await this.#dispose(effect, (error) => errors.push({ label: effect.label, error }));
    }
    return errors;
  }

  #timer(label: string, dispose: () => void): Effect {
    const effect: Effect = { label, dispose };
    if (this.signal.aborted) {
      dispose();
      throw new Error(`the timer "${label}" came after its generation was retired`);
    }
    this.#effects.add(effect);
    return effect;
  }

  async #run(label: string, run: () => unknown): Promise<void> {
    try {
      await this.#guard(label, run);
    } catch (error) {
      this.#report(label, error);
    }
  }

  async #dispose(
    effect: Effect,
    failed = (error: unknown) => this.#report(effect.label, error),
  ): Promise<void> {
    const { dispose } = effect;
    if (!dispose) {
      return;
    }
    effect.dispose = undefined;
    this.#effects.delete(effect);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not undone within ${disposeLimit / 1000} s`)), disposeLimit);
    });
    try {
      await Promise.race([(async () => dispose())(), late]);
    } catch (error) {
      failed(error);
    } finally {
      clearTimeout(timer);
    }
  }
}
