/**
 * Who was to be in threads when they were last made right. Who is in them Discord tells only when it is asked: whoever
 * is to be in one that is not known here, or was known for others, is compared with it. Kept for as long as Discord
 * tells us of all that happens, so not over a start.
 */
export class KnownCompany {
  readonly #seen = new Map<string, { readonly guild: string; readonly company: string }>();

  /** A thread has the company that it is to have. */
  seen(guild: string, thread: string, company: string): void {
    this.#seen.set(thread, { guild, company });
  }

  /** Whether a thread had that company, and nothing can have changed it unseen. */
  has(thread: string, company: string): boolean {
    return this.#seen.get(thread)?.company === company;
  }

  /** Things may have happened in guilds that nobody told us of. */
  forget(guilds: readonly string[]): void {
    for (const [thread, { guild }] of this.#seen) {
      if (guilds.includes(guild)) {
        this.#seen.delete(thread);
      }
    }
  }
}
