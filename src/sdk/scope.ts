/**
 * Everything that one generation of a plugin has set going. The host closes it when the generation is retired: the
 * newest effect is undone first.
 */
export interface Scope {
  /** Aborted when the scope begins to close. */
  readonly signal: AbortSignal;
  /**
   * Takes `dispose` in, to be called once when the scope closes. `label` names the effect in `/plugins` and in the log.
   * @returns a function that undoes the effect now.
   * @throws when the scope is closed: `dispose` has then been called at once.
   */
  use(label: string, dispose: () => unknown): () => Promise<void>;
  /** Like the global `setTimeout` (`delay` in ms), but it dies with the scope and its errors are reported. */
  setTimeout(label: string, run: () => unknown, delay: number): () => void;
  /** Like the global `setInterval` (`period` in ms), but it dies with the scope and its errors are reported. */
  setInterval(label: string, run: () => unknown, period: number): () => void;
}
